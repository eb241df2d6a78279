//! What a person may do with a complaint now, each as a form.

use catalogue::UnitCode;
use centre::account::Session;
use centre::oversight::complaint::ComplaintView;
use oversight::complaint::{Act, Cause, Verdict, may};

use super::complaint_words as said;
use super::finding_new::{people, units};
use super::record_forms::{Fields, SentForm};
use pages::desk::RecordForm;
use pages::layout::Field;
use pages::text::Text;

/// In the order in which a complaint goes its way.
const OFFERED: [Act; 12] = [
    Act::Assign,
    Act::Draft,
    Act::Reply,
    Act::Return,
    Act::Close,
    Act::CloseWithoutWord,
    Act::Publish,
    Act::TellLonger,
    Act::Reopen,
    Act::PassOn,
    Act::Receive,
    Act::Conclude,
];

/// The forms open to this person: those that the rules would let pass.
pub fn forms(
    text: Text,
    view: &ComplaintView,
    session: &Session,
    csrf: &str,
    sent: &SentForm<'_>,
) -> Vec<RecordForm> {
    let (organisation, file, today) = (&view.organisation, view.file.as_deref(), view.now.day());
    OFFERED
        .into_iter()
        .filter(|act| may(&view.filed, *act, organisation, file, session.person, today).is_ok())
        .map(|act| {
            let of = Fields { text, slug: act.key(), sent };
            let fields = fields(text, view, act, &of);
            of.form(csrf, view.version, said::act(act), help(act), said::act(act), fields)
        })
        .collect()
}

fn fields(text: Text, view: &ComplaintView, act: Act, of: &Fields<'_>) -> Vec<Field> {
    let area = |label: &str| vec![of.area("words", label)];
    match act {
        Act::Assign => assign(text, view, of),
        Act::TellLonger => {
            vec![of.day("until", "最迟哪天答复"), of.area("words", "为什么要更长时间（投诉人看得到）")]
        }
        Act::Draft => area("查到了什么、怎么改的、建议怎么答复"),
        Act::Return => area("还要查什么"),
        Act::Reply => {
            let verdicts: Vec<(&str, String)> =
                Verdict::ALL.iter().map(|it| (it.key(), text.t(said::verdict(*it)).to_owned())).collect();
            let causes: Vec<(&str, String)> = std::iter::once(("", text.t("请选择").to_owned()))
                .chain(Cause::ALL.iter().map(|it| (it.key(), text.t(said::cause(*it)).to_owned())))
                .collect();
            vec![
                of.radios("verdict", "是否属实", &verdicts, ""),
                of.select("cause", "原因", &causes, ""),
                of.area("words", "答复投诉人的话（投诉人看得到）"),
            ]
        }
        Act::Close => area("什么时候、怎么联系的、投诉人怎么说"),
        Act::CloseWithoutWord => area("投诉人没有表示满意，为什么可以办结"),
        Act::Reopen => area("什么没有解决"),
        Act::Publish => area("公布的话"),
        Act::Conclude => area("反馈的结果（举报人看得到）"),
        Act::PassOn | Act::Receive | Act::Confirm => Vec::new(),
    }
}

fn assign(text: Text, view: &ComplaintView, of: &Fields<'_>) -> Vec<Field> {
    let (filed, organisation) = (&view.filed, &view.organisation);
    let code = |unit: Option<UnitCode>| unit.map_or_else(String::new, |it| it.to_string());
    let about = code(filed.about.unit);
    let unit = code(filed.way.unit().or(filed.about.unit));
    let to = filed.way.named().map_or_else(String::new, |it| it.to_string());
    let person = filed.about.person.map_or_else(String::new, |it| it.to_string());
    let class = filed.class.map_or("", |it| it.key());
    vec![
        of.select("class", "类别", &said::classes(text, false), class),
        of.select("about_unit", "被投诉单位", &units(text, organisation), &about),
        of.select("person", "被投诉人", &people(text, organisation), &person).optional(),
        of.select("unit", "由哪个单位调查", &units(text, organisation), &unit),
        of.select("to", "由谁调查（不指定就由单位领导）", &people(text, organisation), &to).optional(),
    ]
}

fn help(act: Act) -> &'static str {
    match act {
        Act::Assign => {
            "被投诉的人看不到这件投诉，也不能调查；经手过这一件的，不论有没有点名，都不能调查、答复。"
        }
        Act::Draft => "只报结果，不联系投诉人说服他撤回；答复由别的人来写。",
        Act::Reply => "答复以后，等投诉人说满意才办结。",
        Act::Close => "投诉人说满意了，才可以办结。",
        Act::CloseWithoutWord => "会记入监察。投诉人还可以要求重新办理。",
        Act::Publish => "不写姓名、电话、证件号，也不写看得出是谁的事。",
        Act::TellLonger => "到期以前可以延长一次；已经超期的，灯不变，原因照样要告诉投诉人。",
        Act::Reopen => "投诉人打电话或当面说没有解决的，替他记下。",
        Act::PassOn => "有违纪违法线索的，密封转走。转走以后，这里只剩编号和日期。",
        Act::Receive => "接收以后由纪检监察按自己的规定办理。",
        Act::Conclude => "只有举报人用编号和查询码看得到。",
        Act::Return | Act::Confirm => "",
    }
}

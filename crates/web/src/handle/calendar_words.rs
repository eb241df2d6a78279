//! What is wrong with a notice or a "what if", in words: at which line, why, and what to write instead.

use calendar::{CalendarError, Problem};
use catalogue::publish_calendar::CalendarRefusal;
use centre::calendar_notice::Unfit;

use pages::text::Text;

/// A notice as it is written, for a year.
pub const EXAMPLE: &str = "year 2027 official\n\
source 国办发明电〔2026〕7号\n\
2027-01-01..2027-01-03 off 元旦\n\
2027-02-05..2027-02-11 off 春节\n\
2027-02-20 work 春节\n\
2027-04-03..2027-04-05 off 清明节\n\
2027-05-01..2027-05-05 off 劳动节\n\
2027-05-08 work 劳动节\n\
2027-06-09 off 端午节\n\
2027-09-15 off 中秋节\n\
2027-10-01..2027-10-07 off 国庆节\n\
2027-10-09 work 国庆节\n";

/// What is wrong with a handed-in notice: the field and the sentence; none where it is not the person's to mend.
pub fn unfit_notice(text: Text, unfit: &Unfit) -> Option<(String, String)> {
    let at = |field: &str, sentence: String| Some((field.to_owned(), sentence));
    match unfit {
        Unfit::Text(error) => at("text", line(text, *error)),
        Unfit::Number => {
            at("number", text.t("请写明通知的文号，中间不留空格，例如 国办发明电〔2026〕7号。").to_owned())
        }
        Unfit::Refused(refusal) => refused(text, *refusal).and_then(|sentence| at("text", sentence)),
        Unfit::Stale => at(
            "text",
            text.t("您看的时候，另一份通知已经采用。请再看一次会移动哪些期限，再决定。").to_owned(),
        ),
        Unfit::IdReused => at("text", text.t("这张表已经用过了，请再看一次，再采用。").to_owned()),
        Unfit::Fault(_) => None,
    }
}

/// What is wrong with the days of a "what if"; none where it is not the person's to mend.
pub fn unfit_days(text: Text, unfit: &Unfit) -> Option<String> {
    match unfit {
        Unfit::Text(error) => Some(line(text, *error)),
        Unfit::Refused(CalendarRefusal::Unchanged) => {
            Some(text.t("这几天本来就是这样安排的，没有变化。").to_owned())
        }
        Unfit::Refused(refusal) => refused(text, *refusal),
        Unfit::Number | Unfit::Stale | Unfit::IdReused | Unfit::Fault(_) => None,
    }
}

fn refused(text: Text, refusal: CalendarRefusal) -> Option<String> {
    Some(match refusal {
        CalendarRefusal::NotAllowed | CalendarRefusal::NothingInForce => return None,
        CalendarRefusal::Unchanged => text.t("这份通知和现行日历一样，不用再采用。").to_owned(),
        CalendarRefusal::Older => {
            text.t("这份安排比现行的旧：现行日历已经按正式通知，不能改回去。").to_owned()
        }
        CalendarRefusal::DayIsOver { day } => text.f(
            "{day}已经过去，记下的事都按那天算过，不能再改。请只写今天和以后的日子怎么变。",
            [("day", &text.date_with_year(day))],
        ),
    })
}

/// 第 4 行：……
fn line(text: Text, error: CalendarError) -> String {
    let what = text.t(problem(error.problem));
    match error.line {
        Some(n) => text.f("第 {n} 行：{what}", [("n", &n), ("what", &what)]),
        None => what.to_owned(),
    }
}

fn problem(problem: Problem) -> &'static str {
    match problem {
        Problem::TextTooLong => "文字太长，一份通知用不着这么多。",
        Problem::Edition | Problem::EditionYear => "这里只写一份通知，不要写 edition 开头的行。",
        Problem::Word => "每行只能以 year、source 或者日子开头。",
        Problem::Day => "日子要写成 2027-01-01 这样，并且那个月有这一天。",
        Problem::DayOrder => "后一个日子比前一个早。",
        Problem::RangeTooLong => "一行最多写 31 天。",
        Problem::Rule => "日子后面空一格，写 off（放假）或者 work（上班），再空一格写节日。",
        Problem::Name => "要写明是哪个节日，不留空格，最多 40 个字。",
        Problem::Source => "source 后面写文号或者网址，不留空格，最多写 4 行。",
        Problem::Year => "年份要写成 year 2027 official；还没有正式通知的写 provisional。",
        Problem::NoYear => "第一行要写年份，例如 year 2027 official。",
        Problem::YearOrder => "一次只交一年的通知，并且要接着现行日历的年份。",
        Problem::TooManyYears => "日历里的年份太多了。",
        Problem::NotProvisional => "中间还有一年没有正式通知，或者这一年已经有正式通知。",
        Problem::NotOfYear => "通知只能写当年的日子，以及上一年十二月的日子。",
        Problem::DayTwice => "同一天写了两次。",
        Problem::Region => "这里只写国务院办公厅的通知，不写地区的安排。",
        Problem::OutsideYears => "这一天在现行日历的年份之外。",
        Problem::TooManyNames => "节日的名称太多了。",
    }
}

#[cfg(test)]
mod tests {
    use calendar::{Calendar, Notice};

    use super::*;

    const ALL: [Problem; 20] = [
        Problem::TextTooLong,
        Problem::Edition,
        Problem::EditionYear,
        Problem::Word,
        Problem::Day,
        Problem::DayOrder,
        Problem::RangeTooLong,
        Problem::Rule,
        Problem::Name,
        Problem::Source,
        Problem::Year,
        Problem::NoYear,
        Problem::YearOrder,
        Problem::TooManyYears,
        Problem::NotProvisional,
        Problem::NotOfYear,
        Problem::DayTwice,
        Problem::Region,
        Problem::OutsideYears,
        Problem::TooManyNames,
    ];

    #[test]
    fn every_problem_is_a_sentence_in_both_languages_that_names_its_line() {
        for problem in ALL {
            let error = CalendarError { line: Some(4), problem };
            let (chinese, english) = (line(Text::Chinese, error), line(Text::English, error));
            assert!(chinese.starts_with("第 4 行：") && chinese.ends_with('。'), "{chinese}");
            assert!(english.starts_with("Line 4: ") && english.is_ascii(), "{english}");
        }
    }

    #[test]
    fn the_example_on_the_page_is_a_notice_that_fits_the_built_in_calendar() {
        let notice = Notice::parse(EXAMPLE).expect("the example reads");
        assert!(Calendar::built_in().with_year(notice).is_ok());
    }
}

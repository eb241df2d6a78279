//! Pages and papers of the rest of a case, asked for as people ask: papers handed back, the bar decision, officers named for a
//! check, a settlement, the list of who goes, a destruction list (C23, C26, E31, E33, N22, N26).

use axum::http::StatusCode;
use casework::bar::Ground;
use catalogue::{CaseId, PersonId, WindowId};
use centre::account::Session;
use centre::bars::BarAct;
use centre::leaving::{LeavingWords, NewLeaving};
use centre::window_day::WindowAct;

use crate::api_rig::{Api, Fetched};
use crate::papers::County;

const PASSWORD: &str = "correct horse battery";

fn person(id: &str) -> PersonId {
    PersonId::parse(id).expect("a person's id is a code")
}

fn session(id: &str) -> Session {
    Session::acting(person(id))
}

async fn county() -> County {
    let county = County(Api::new().await);
    let people = ["intake2", "do.sc", "do2.sc", "chief.sc", "lead.sc", "centre"];
    county.0.centre.accounts_set(people.iter().map(|it| (*it, *it)), PASSWORD).await.expect("accounts");
    county
}

/// Somebody in front of a screen.
struct Person<'a> {
    api: &'a Api,
    cookie: String,
}

impl Person<'_> {
    async fn of<'a>(county: &'a County, login: &str) -> Person<'a> {
        Person { api: &county.0, cookie: county.0.sign_in(login, PASSWORD).await }
    }

    async fn sees(&self, path: &str) -> Fetched {
        self.api.fetch("GET", path, &self.cookie, "").await
    }

    async fn page(&self, path: &str) -> String {
        let page = self.sees(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
        page.text()
    }

    /// A paper in both languages.
    async fn prints(&self, path: &str) {
        for language in ["", "; lang=en"] {
            let cookie = format!("{}{language}", self.cookie);
            let paper = self.api.fetch("GET", path, &cookie, "").await;
            assert_eq!(paper.status, StatusCode::OK, "{path}");
            assert!(paper.body.starts_with(b"%PDF-"), "{path}");
        }
    }

    /// Posts a form of a page, with the page's hidden fields.
    async fn posts(&self, page: &str, to: &str, fields: &[(&str, &str)]) -> Fetched {
        let drawn = self.sees(page).await;
        // A page without a form for this person draws no id; whoever sends one all the same makes it up.
        let id = match drawn.hidden("command_id") {
            none if none.is_empty() => format!("{:032x}", u128::from_be_bytes(centre::seal::random())),
            id => id,
        };
        let mut form = format!("csrf={}&command_id={id}", drawn.hidden("csrf"));
        for (name, value) in fields {
            form += &format!("&{name}={}", Api::encoded(value));
        }
        self.api.fetch("POST", to, &self.cookie, &form).await
    }
}

// C26, E8: the desk says that papers wait; the form keeps what was typed, and the receipt is printed.
#[tokio::test]
async fn papers_that_wait_are_handed_back_on_the_folder_s_page() {
    let county = county().await;
    let case = county.not_accepted().await;
    county.advance(60_000_000).await;
    let officer = Person::of(&county, "intake2").await;
    assert!(officer.page("/desk").await.contains("没有往下办的件，材料等人来取"));
    let path = format!("/desk/folders/{case}");
    let page = officer.page(&path).await;
    assert!(page.contains("等人来取") && page.contains("退还材料"), "{page}");
    assert!(officer.page("/desk/folders?which=fetch").await.contains(&path));
    let file = county.0.centre.case_fetch(case).await.expect("readable").expect("there");
    let rows: Vec<String> = file
        .filed()
        .expect("filed")
        .facts
        .materials
        .marks
        .copy_kept
        .iter()
        .map(|it| it.to_string())
        .collect();
    let number = file.applicant.document_number.clone();
    let send = async |sheets: &str, number: &str| {
        let mut fields: Vec<(&str, &str)> =
            rows.iter().map(|row| ("return-materials-rows", row.as_str())).collect();
        fields.extend([
            ("return-materials-sheets", sheets),
            ("return-materials-who", "applicant"),
            ("return-materials-document_type", "111"),
            ("return-materials-document_number", number),
        ]);
        officer.posts(&path, &format!("{path}/return-materials"), &fields).await
    };
    let refused = send("7", "990121198001010999").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("990121198001010999"), "what was typed is kept");
    let done = send("7", &number).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let page = officer.page(&path).await;
    let paper = page.split(&format!("{path}/paper/")).nth(1).and_then(|rest| rest.split('"').next());
    officer.prints(&format!("{path}/paper/{}", paper.expect("the receipt is listed"))).await;
    assert!(!officer.page("/desk").await.contains("材料等人来取"));
}

// N22: the clock of naming stands on both pages; a wrong pair is refused.
#[tokio::test]
async fn officers_of_a_check_are_named_on_the_page() {
    let county = county().await;
    let case = county.in_hand(31).await;
    let handler = Person::of(&county, "do.sc").await;
    assert!(handler.page(&format!("/desk/cases/{case}")).await.contains("指派两名核查人员"));
    let path = format!("/desk/cases/{case}/hearing");
    assert!(handler.page(&path).await.contains("指派这两位"));
    let lists = ["/desk", "/desk/cases?mine=1"];
    for list in lists {
        assert!(handler.page(list).await.contains("两名核查人员，最迟 3 月 9 日"), "{list} says until when");
    }
    let assign = async |first: &str, second: &str| {
        handler.posts(&path, &format!("{path}/assign"), &[("first", first), ("second", second)]).await
    };
    let same = assign("do.sc", "do.sc").await;
    assert!(same.status == StatusCode::UNPROCESSABLE_ENTITY && same.text().contains("两名不同的人"));
    assert_eq!(assign("do.sc", "do2.sc").await.status, StatusCode::SEE_OTHER);
    assert!(handler.page(&path).await.contains("改派这两位"));
    for list in lists {
        assert!(!handler.page(list).await.contains("两名核查人员，最迟"), "{list}: they are named");
    }
}

// N13, N18, A26: what is typed at one party stays with it; arrival, giving up and taking off are done on the page.
#[tokio::test]
async fn a_party_is_served_gives_up_and_is_taken_off_on_the_page() {
    let county = county().await;
    let case = county.in_hand(33).await;
    let handler = Person::of(&county, "do.sc").await;
    let path = format!("/desk/cases/{case}/hearing");
    let send = async |act: &str, fields: &[(&str, &str)]| {
        handler.posts(&path, &format!("{path}/{act}"), fields).await
    };
    let party = [("name", "柏楼上"), ("contact", "0000-0001023"), ("interest", "住在楼上。")];
    for _ in 0..2 {
        assert_eq!(send("add", &party).await.status, StatusCode::SEE_OTHER);
    }
    let bare = send("strike", &[("party", "1"), ("reason", "")]).await;
    assert!(
        bare.status == StatusCode::UNPROCESSABLE_ENTITY
            && bare.text().contains("id=\"strike1-reason-error\"")
    );
    assert_eq!(
        send("strike", &[("party", "1"), ("reason", "登记重了。")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(handler.page(&path).await.contains("已撤下：登记重了。"));
    assert_eq!(send("tell", &[("party", "0")]).await.status, StatusCode::SEE_OTHER);
    assert!(handler.page(&path).await.contains("登记告知书的送达"));
    handler.prints(&format!("{path}/paper/party-0")).await;
    assert!(handler.page(&path).await.contains("paper/party-0?in=en\""), "also in English");
    let early = [("party", "0"), ("on", "2026-03-01"), ("way", "post"), ("proof", "XA0000077")];
    let early = send("serve", &early).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text().contains("XA0000077"), "what was typed is kept");
    assert!(early.text().contains("送达的日子要在告知那天和今天之间"));
    assert!(early.text().contains("id=\"serve0-on-error\""), "and it stands at the day");
    assert!(early.text().contains("只能填 3 月 2 日"), "{}", early.text());
    let served = [("party", "0"), ("on", "2026-03-02"), ("way", "post"), ("proof", "XA0000077")];
    assert_eq!(send("serve", &served).await.status, StatusCode::SEE_OTHER);
    assert!(handler.page(&path).await.contains("邮寄送达，最迟 3 月 9 日"));
    let asked = [("party", "0"), ("words", "怕吵。"), ("asks_hearing", "yes")];
    assert_eq!(send("state", &asked).await.status, StatusCode::SEE_OTHER);
    let unsigned = send("withdraw", &[("party", "0"), ("words", "谈好了。")]).await;
    assert_eq!(unsigned.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsigned.text().contains("谈好了。") && unsigned.text().contains("放弃听证要本人书面签字"));
    let signed = [("party", "0"), ("words", "谈好了。"), ("signed", "yes")];
    assert_eq!(send("withdraw", &signed).await.status, StatusCode::SEE_OTHER);
    let page = handler.page(&path).await;
    assert!(page.contains("放弃听证：谈好了。") && !page.contains("发听证通知"));
}

// N26, A25: printed from the bar page, checked by its code; nothing is printed before the decision.
#[tokio::test]
async fn the_decision_of_the_bar_list_is_printed() {
    let county = county().await;
    let case = county.in_hand(32).await;
    let head = Person::of(&county, "chief.sc").await;
    let path = format!("/desk/bars/{case}");
    let paper = format!("{path}/paper/decision");
    let act = async |who: &str, act: BarAct| {
        county
            .0
            .centre
            .bar_act(&session(who), case, county.0.id(), None, None, &act)
            .await
            .expect("it is done");
    };
    act("do.sc", BarAct::Propose { ground: Ground::FalseMaterials, reason: "场地证明是假的。".into() }).await;
    act("do.sc", BarAct::Hear { statement: "房东给的。".into() }).await;
    assert_eq!(head.sees(&paper).await.status, StatusCode::NOT_FOUND);
    act("chief.sc", BarAct::Decide).await;
    assert!(head.page(&path).await.contains(&paper));
    head.prints(&paper).await;
    // What stands in the other record has an address of its own; nothing does, and nothing is printed.
    head.prints(&format!("{paper}?of=item")).await;
    assert_eq!(head.sees(&format!("{paper}?of=authority")).await.status, StatusCode::NOT_FOUND);
    assert!(head.page(&format!("{path}?of=item")).await.contains("移出名单"));
    assert!(!head.page(&format!("{path}?of=authority")).await.contains("移出名单"));
    assert!(head.page("/desk/bars").await.contains(&format!("{path}?of=item")));
}

// E31, E33: both sheets are for those whom they concern.
#[tokio::test]
async fn a_settlement_and_the_list_of_who_goes_are_printed() {
    let county = county().await;
    let centre = &county.0.centre;
    let (window, today) = (WindowId::parse("w2").expect("a window"), centre.today());
    for act in [
        WindowAct::Open { printer: true, reader: true },
        WindowAct::Settle { papers: 0, originals: 0, results: 0, explained: String::new() },
    ] {
        centre
            .window_act(&session("intake2"), county.0.id(), (window, today), None, &act)
            .await
            .expect("done");
    }
    let officer = Person::of(&county, "intake2").await;
    officer.prints(&format!("/desk/day/paper?window=w2&day={today}")).await;
    let other = Person::of(&county, "do.sc").await;
    let outside = other.sees(&format!("/desk/day/paper?window=w2&day={today}")).await;
    assert_eq!(outside.status, StatusCode::NOT_FOUND);
    let words = LeavingWords { papers: "没有。".into(), ..LeavingWords::default() };
    let new =
        NewLeaving { person: person("do.sc"), taker: person("do2.sc"), witness: person("lead.sc"), words };
    centre.leaving_list(&session("do.sc"), county.0.id(), &new).await.expect("listed");
    other.prints("/desk/leaving/do.sc/paper").await;
    assert_eq!(officer.sees("/desk/leaving/do.sc/paper").await.status, StatusCode::NOT_FOUND);
    for who in ["do.sc", "do2.sc", "lead.sc"] {
        centre.leaving_sign(&session(who), county.0.id(), person("do.sc")).await.expect("signed");
    }
    let witness = Person::of(&county, "lead.sc").await;
    assert!(witness.page("/desk/leaving").await.contains("/desk/leaving/do.sc/paper"));
    witness.prints("/desk/leaving/do.sc/paper").await;
}

// C23, A29: from the archive's page to the witness; afterwards the pages say on which list.
#[tokio::test]
async fn a_dossier_is_destroyed_from_its_page() {
    let county = county().await;
    let case = archived(&county).await;
    let archivist = Person::of(&county, "do.sc").await;
    let receipt = archivist.page(&format!("/desk/cases/{case}/print/receipt")).await;
    // A12: in English for whoever asks for that, though the officer reads Chinese.
    for (printed, words) in [
        (format!("/desk/folders/{case}/print/label"), "Papers in the folder"),
        (format!("/desk/cases/{case}/print/receipt"), "Receipt"),
    ] {
        let english = archivist.page(&format!("{printed}?in=en")).await;
        assert!(english.contains("<html lang=\"en\">") && english.contains(words), "{english}");
        assert!(!archivist.page(&printed).await.contains(words), "{printed}");
    }
    let code = receipt.split("class=\"sheet-code\">").nth(1).and_then(|rest| rest.split('<').next());
    let code: String = code.expect("a query code").chars().filter(char::is_ascii_digit).collect();
    assert!(archivist.page("/desk/folders").await.contains("/desk/destruction"));
    assert!(archivist.page("/desk/destruction").await.contains("现在没有保管期满"));
    county.advance(11 * 366 * 86_400_000_000).await;
    // Sessions of ten years ago have ended.
    let archivist = Person::of(&county, "do.sc").await;
    assert!(archivist.page("/desk/destruction").await.contains("/desk/destruction/sc"));
    let path = "/desk/destruction/sc";
    let field = |name: &str| format!("draw-{name}-{case}");
    let (verdict, reason) = (field("verdict"), field("reason"));
    let draw = async |why: &str| {
        let fields = [(verdict.as_str(), "destroy"), (reason.as_str(), why)];
        archivist.posts(path, &format!("{path}/draw"), &fields).await
    };
    assert_eq!(draw(" ").await.status, StatusCode::UNPROCESSABLE_ENTITY, "without a reason");
    assert_eq!(draw("没有继续保存的价值。").await.status, StatusCode::SEE_OTHER);
    let own = archivist.posts(path, &format!("{path}/approve"), &[]).await;
    assert!(
        own.status == StatusCode::UNPROCESSABLE_ENTITY && own.text().contains("destruction-not-the-head")
    );
    for (who, act) in [("centre", "approve"), ("do.sc", "sign"), ("do2.sc", "sign"), ("lead.sc", "sign")] {
        let signer = Person::of(&county, who).await;
        let done = signer.posts(path, &format!("{path}/{act}"), &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{who} {act}: {}", done.text());
    }
    county.advance(60_000_000).await;
    for page in [format!("/desk/folders/{case}"), format!("/desk/cases/{case}")] {
        let page = archivist.page(&page).await;
        assert!(page.contains("已按销毁清册") && !page.contains("岑不见"), "{page}");
    }
    assert!(archivist.page(path).await.contains("监销人"));
    for printed in [format!("/desk/cases/{case}/print/receipt"), format!("/desk/cases/{case}/paper/receipt")]
    {
        assert_eq!(
            archivist.sees(&printed).await.status,
            StatusCode::NOT_FOUND,
            "nobody's name is left to print"
        );
    }
    // Whoever still has the receipt reads what became of it, and prints nothing.
    let file = county.0.centre.case_fetch(case).await.expect("readable").expect("there");
    let number = centre::row::receipt_text(file.filed().expect("filed").facts.receipt);
    let form = format!("number={}&code={code}", Api::encoded(&number));
    let entered = county.0.fetch("POST", "/track", "", &form).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text());
    let pass = entered.headers[axum::http::header::SET_COOKIE].to_str().expect("a cookie");
    let citizen = Person { api: &county.0, cookie: pass.split(';').next().unwrap_or_default().to_owned() };
    let page = citizen.page("/track/case").await;
    for said in ["案卷保管期满，已经按规定销毁", "〔2037〕1号", "您的个人信息不能再打开", "2026 年"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("您的文书") && !page.contains("岑"), "{page}");
    assert_eq!(citizen.sees("/track/case/paper/receipt").await.status, StatusCode::NOT_FOUND);
}

/// A case that went its course, and its dossier in the archive.
async fn archived(county: &County) -> CaseId {
    use centre::folder::{FolderAct, FolderRow};
    let case = county.granted().await;
    let file = county.0.centre.case_fetch(case).await.expect("readable").expect("there");
    let facts = &file.filed().expect("filed").facts;
    let kept: Vec<u8> = facts.materials.marks.copy_kept.iter().collect();
    let rows = kept.iter().map(|row| FolderRow { row: *row, sheets: 1, to_return: false }).collect();
    let sheets = u16::try_from(kept.len()).expect("few rows");
    let archive = FolderAct::Archive { found: kept, sheets, box_no: 1, shelf: 1 };
    for (who, act) in [(facts.holding.person, FolderAct::Open { rows }), (person("do.sc"), archive)] {
        let who = Session::acting(who);
        let done = county.0.centre.folder_act(&who, case, county.0.id(), None, &act).await;
        done.unwrap_or_else(|problem| panic!("{}: {problem:?}", act.name()));
    }
    case
}

// M3, A25, N26: no page without a way to it, for those who may see it and for nobody else.
#[tokio::test]
async fn the_check_of_papers_and_the_lists_beside_cases_have_a_way_to_them() {
    let county = county().await;
    county.0.centre.accounts_set([("cat.edit", "cat.edit")].into_iter(), PASSWORD).await.expect("an account");
    let lists = ["/desk/commitments", "/desk/bars"];
    for who in ["intake2", "do.sc", "centre"] {
        let officer = Person::of(&county, who).await;
        let page = officer.page("/desk/cases").await;
        for list in lists {
            assert!(page.contains(&format!("href=\"{list}\"")), "{who} finds {list}");
            officer.page(list).await;
        }
        assert!(page.contains("href=\"/verify\""), "at the foot of the desk");
    }
    let page = Person::of(&county, "cat.edit").await.page("/desk/cases").await;
    for list in lists {
        assert!(
            !page.contains(&format!("href=\"{list}\"")),
            "an editor's post reaches no case, so no way to {list}"
        );
    }
    let home = county.0.fetch("GET", "/", "", "").await.text();
    assert!(home.contains("<li><a href=\"/verify\">文书查验</a></li>"), "in the navigation of the portal");
    let check = county.0.fetch("GET", "/verify", "", "").await.text();
    assert!(check.contains("<a href=\"/verify\" aria-current=\"page\">"), "{check}");
}

// E22: both who sign for a window go through the same list, each piece by number and with the way to it.
#[tokio::test]
async fn what_lies_at_a_window_is_listed_for_giver_and_taker() {
    let county = county().await;
    let case = county.receives("food-business", 41, &[]).await;
    let accepted = county.in_hand(42).await;
    let act = async |act: WindowAct| {
        let (window, today) = (WindowId::parse("w2").expect("a window"), county.0.centre.today());
        let done =
            county.0.centre.window_act(&session("intake2"), county.0.id(), (window, today), None, &act).await;
        done.expect("done");
    };
    let officer = Person::of(&county, "intake2").await;
    let listed = |page: &str, case: CaseId| page.contains(&format!("href=\"/desk/cases/{case}\""));
    assert!(!officer.page("/desk/day").await.contains("逐件看"), "nobody sits there yet");
    act(WindowAct::Open { printer: true, reader: true }).await;
    let page = officer.page("/desk/day").await;
    assert!(listed(&page, case) && page.contains("材料 4 份，其中原件 1 份"), "{page}");
    assert!(!listed(&page, accepted), "what was handed on lies there no more");
    // At the close originals are counted apart: left out, the field is named and what was typed stays.
    let wrong = officer
        .posts(
            "/desk/day",
            "/desk/day",
            &[
                ("do", "settle"),
                ("window", "w2"),
                ("day", &county.0.centre.today().to_string()),
                ("papers", "4"),
            ],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("settle-originals-error") && wrong.text().contains("value=\"4\""));
    act(WindowAct::Settle { papers: 4, originals: 1, results: 0, explained: String::new() }).await;
    assert!(officer.page("/desk/day").await.contains("其中的原件：系统记 1 份，点到 1 份"));
}

// E2, E23, F31: what the desk counts has a list of its own; the deputy of an absence is changed beside it, or the field says why not.
#[tokio::test]
async fn a_queue_and_a_change_of_the_deputy_have_their_pages() {
    let county = county().await;
    let case = county.in_hand(71).await;
    let (handler, other) = (Person::of(&county, "do.sc").await, Person::of(&county, "do2.sc").await);
    let of_case = format!("/desk/cases/{case}");
    let held = handler.page("/desk/cases?queue=held").await;
    assert!(held.contains(&of_case) && held.contains("手上其他的件"), "the list says whose queue it is");
    assert!(!other.page("/desk/cases?queue=held").await.contains(&of_case), "a queue is one's own");
    assert!(!handler.page("/desk/cases?queue=decide").await.contains(&of_case));
    let today = county.0.centre.today().to_string();
    let people = "/desk/people";
    let enter = [
        ("do", "enter"),
        ("person", "do.sc"),
        ("class", "leave"),
        ("from", today.as_str()),
        ("until", today.as_str()),
        ("deputy", "do2.sc"),
    ];
    assert_eq!(handler.posts(people, people, &enter).await.status, StatusCode::SEE_OTHER);
    assert!(!handler.page(people).await.contains("换成谁代班"), "nobody else could");
    for (chosen, says) in [("lead.sc", "代班的须是同单位"), ("", "请从列出的里面选")] {
        let wrong = [("do", "deputy"), ("id", "1"), ("deputy", chosen)];
        let wrong = handler.posts(people, people, &wrong).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{chosen}");
        let page = wrong.text();
        assert!(
            page.contains("id=\"deputy-1-deputy-error\"") && page.contains(says),
            "{chosen}: at the field"
        );
    }
}

//! The frame of a page: language, who is signed in, the centre's name and today.

use axum::http::HeaderMap;
use catalogue::Organisation;
use catalogue::item::Post;
use centre::account::Session;
use centre::scope::Scope;

use super::App;
use super::form::cookie;
use super::visitor::language;
use pages::layout::{Nav, Notice, PageFrame, SignedIn};
use pages::text::Text;

/// The frame of a page for a visitor. Drawn with what can be had: also when the database is away.
pub async fn frame(
    app: &App,
    headers: &HeaderMap,
    path: &str,
    nav: Nav,
    session: Option<&Session>,
) -> PageFrame {
    let text = language(headers);
    let organisation = app.centre.organisation().await.ok().flatten();
    let centre = organisation.as_deref().map(|organisation| &organisation.centre);
    let signed_in = match (session, organisation.as_deref()) {
        (Some(session), Some(organisation)) => Some(signed_in(app, text, session, organisation)),
        _ => None,
    };
    let ledger_seq = match session {
        Some(_) => app.centre.live_head().await.unwrap_or_default(),
        None => 0,
    };
    PageFrame {
        text,
        title: String::new(),
        nav,
        signed_in,
        csrf: session.map_or_else(String::new, |session| app.centre.csrf_token(session)),
        notice: None::<Notice>,
        is_demo: app.centre.is_sample(),
        is_elder: cookie(headers, "size") == Some("large"),
        today: text.date_with_year(app.centre.today()),
        centre: centre
            .map_or_else(String::new, |centre| text.pick(&centre.name, Some(&centre.name_en)).to_owned()),
        centre_telephone: centre.map_or_else(String::new, |centre| centre.inquiry_telephone.clone()),
        centre_hours: centre.map_or_else(String::new, |centre| {
            let address = text.pick(&centre.address, centre.address_en.as_deref());
            format!("{address} {}", text.pick(&centre.hours, centre.hours_en.as_deref()))
        }),
        path: path.to_owned(),
        ledger_seq,
    }
}

fn signed_in(app: &App, text: Text, session: &Session, organisation: &Organisation) -> SignedIn {
    let today = app.centre.today();
    let person = organisation.person(session.person);
    let mut posts: Vec<&str> = Vec::new();
    let mut window = None;
    let (mut is_leader, mut takes_in, mut sees_windows, mut sees_complaints) = (false, false, false, false);
    for holding in organisation.posts_of(session.person, today) {
        let word = text.t(post_word(holding.post));
        if !posts.contains(&word) {
            posts.push(word);
        }
        is_leader |= leads(holding.post);
        takes_in |= matches!(holding.post, Post::IntakeOfficer | Post::WindowHead);
        sees_windows |= matches!(holding.post, Post::CentreManager | Post::Supervisor);
        sees_windows |= !holding.windows.is_empty();
        sees_complaints |= leads(holding.post);
        sees_complaints |= matches!(holding.post, Post::ComplaintOfficer | Post::DisciplineInspector);
        if let Some(seat) = holding.windows.first().and_then(|id| organisation.window(*id)) {
            window = Some(window_name(text, seat));
        }
    }
    let unit = person.and_then(|person| organisation.unit(person.unit));
    let unit = unit.map(|unit| text.pick(&unit.short_name, Some(&unit.name_en)).to_owned());
    SignedIn {
        name: person.map_or_else(
            || session.login.clone(),
            |person| text.pick(&person.name, Some(&person.name_en)).to_owned(),
        ),
        posts: posts.into_iter().map(str::to_owned).chain(unit).collect::<Vec<_>>().join(" · "),
        window,
        takes_in,
        sees_windows: sees_windows || takes_in,
        reaches_cases: Scope::of(organisation, session.person, today).reaches_cases(),
        is_leader,
        sees_ratings: crate::handle::ratings::sees_board(organisation, session.person, today),
        sees_calendar: organisation.may_preview_calendar(session.person, today),
        reviews_law: organisation.holds_anywhere(session.person, Post::LegalReviewer, today),
        sees_papers: organisation.may_see_wording(session.person, today),
        sees_complaints,
        from_outside: organisation.holds_anywhere(session.person, Post::SocialSupervisor, today),
    }
}

/// Whether a post opens the leader's page.
pub fn leads(post: Post) -> bool {
    matches!(
        post,
        Post::LeaderInCharge
            | Post::AuthorityHead
            | Post::GovernmentHead
            | Post::CentreManager
            | Post::Supervisor
            | Post::WindowHead
    )
}

/// A window as people call it: 2 号窗口（企业综合窗口）.
pub fn window_name(text: Text, window: &catalogue::organisation::Window) -> String {
    let name = text.pick(&window.name, Some(&window.name_en));
    text.f("{no} 号{name}", [("no", &window.no), ("name", &name)])
}

/// The word for a post.
pub fn post_word(post: Post) -> &'static str {
    match post {
        Post::IntakeOfficer => "窗口受理人",
        Post::WindowHead => "窗口负责人",
        Post::CaseAgent => "全程代理人",
        Post::Handler => "承办人",
        Post::LeaderInCharge => "分管领导",
        Post::AuthorityHead => "单位负责人",
        Post::GovernmentHead => "政府负责人",
        Post::DeliveryOfficer => "出件窗口",
        Post::GuideOfficer => "引导员",
        Post::CentreManager => "中心管理",
        Post::Supervisor => "督查",
        Post::BankCounter => "收费窗口",
        Post::CatalogueEditor => "目录编辑",
        Post::LegalReviewer => "法制审核",
        Post::HearingChair => "听证主持人",
        Post::VillageAgent => "代办员",
        Post::FeeReviewer => "收费审核",
        Post::ReformReviewer => "审改审核",
        Post::CatalogueApprover => "目录批准",
        Post::ComplaintOfficer => "投诉受理",
        Post::SocialSupervisor => "社会监督员",
        Post::SystemAdministrator => "系统管理员",
        Post::SecurityAdministrator => "安全管理员",
        Post::AuditAdministrator => "审计管理员",
        Post::DisciplineInspector => "纪检监察",
    }
}

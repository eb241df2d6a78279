//! The web application: what it is opened with, its routes, and the layers around them.

pub mod device;
pub mod files;
pub mod form;
pub mod frame;
pub mod guard;
pub mod metrics;
pub mod opened;
pub mod ops;
pub mod programs;
pub mod respond;
pub mod visitor;

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use centre::Centre;

use crate::handle::paper::PaperPress;
use programs::Programs;

/// How the web is set.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Where people reach us, for the QR codes on paper: `https://zwfw.example`; empty means the address of the request.
    pub public_url: String,
    /// Cookies only over TLS, under `__Host-` names.
    pub secure_cookies: bool,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// A folder whose fonts papers may use besides those of the system: for the rare characters of people's names.
    pub paper_fonts: Option<PathBuf>,
    /// The demonstration's pages: its clock, in microseconds added to the machine's. `None` in operation.
    pub demo_clock: Option<Arc<AtomicI64>>,
    /// Leaders sign without a one-time code: only where one person signs many cases within a second, to measure or to test.
    /// No setting of `serve` turns it on.
    pub without_second_factor: bool,
}

/// The application.
pub struct App {
    /// The centre it is the face of.
    pub centre: Arc<Centre>,
    /// How it is set.
    pub settings: Settings,
    /// Who watches an open desk.
    pub live: Arc<crate::handle::live::Live>,
    /// What is counted.
    pub metrics: metrics::Metrics,
    /// Where papers are set.
    pub press: PaperPress,
    faults: AtomicI64,
}

impl App {
    /// An application on an open centre.
    pub fn new(centre: Arc<Centre>, settings: Settings) -> Arc<App> {
        let start = centre.instant().0 / 1_000_000 % 1_000_000;
        Arc::new(App {
            centre,
            press: PaperPress::new(settings.paper_fonts.clone()),
            settings,
            live: Arc::default(),
            metrics: metrics::Metrics::default(),
            faults: AtomicI64::new(start * 100),
        })
    }

    /// A number for the visitor, by which the log line of a fault is found.
    pub fn fault_number(&self) -> u64 {
        self.faults.fetch_add(1, Ordering::Relaxed).unsigned_abs()
    }
}

/// Bytes that the body of a request to this address may have, where the address has a bound of its own.
pub fn body_bytes_max(path: &str) -> Option<usize> {
    use crate::handle::{order_answer, photographs};
    if order_answer::is_sent_to(path) {
        return Some(order_answer::BODY_BYTES_MAX);
    }
    photographs::is_sent_to(path).then_some(photographs::BODY_BYTES_MAX)
}

/// Every route of the product.
pub fn router(app: Arc<App>, programs: Programs) -> Router {
    use crate::handle::{
        accountability, accountability_new, act, appeals, assessment, assessment_behind, assessment_plan,
        assessment_sheet, assessment_table, attendance, bad_ratings, bar_paper, bars, bounds, bulletins,
        calendar, case_list, cases, certificate_print, certificates, commitments, complaint_founded,
        complaint_new, complaint_own, complaint_public, complaints, contact_paper, contacts, day, day_paper,
        decisions, desk, destruction, dev, disclosure_paper, disclosures, draw_new, draws, draws_public,
        figures, figures_file, finding_new, findings, flow, folder_print, folders, follow_ups, habits,
        hearing_paper, hearings, inspection_one, inspections, intake, later, lead, leaving, live, older,
        order_answer, order_new, order_paper, orders, outage, oversight, paper, paper_notices, paper_verify,
        people, photographs, portal, print, rate, rate_tablet, ratings, reach, reconcile, reissue, reports,
        second_factor, sign_in, spot_look, spot_visit, spots, summaries, surveys, track, track_fetch,
        track_withdraw, views, wall, wording,
    };
    let mut routes = Router::new()
        .route("/", get(portal::home))
        .route("/items", get(portal::items))
        .route("/items/{short}", get(portal::guide))
        .route("/lang", get(portal::language))
        .route("/size", get(portal::size))
        .route("/track", get(track::form).post(track::enter))
        .route("/track/case", get(track::case))
        .route("/track/case/paper/{paper}", get(paper::tracked))
        .route("/track/case/fetch", get(track_fetch::form).post(track_fetch::send))
        .route("/track/case/withdraw", get(track_withdraw::form).post(track_withdraw::send))
        .route("/rate", get(rate::form).post(rate::enter))
        .route("/ratings", get(ratings::public))
        .route("/rate/tablet", get(rate_tablet::show).post(rate_tablet::send))
        .route("/rate/{code}", get(rate::show).post(rate::send))
        .route("/complaints", get(complaint_public::page_of))
        .route("/complaints.csv", get(complaint_public::file))
        .route("/complaints/new", get(complaint_own::new).post(complaint_own::make))
        .route("/complaints/track", post(complaint_own::enter))
        .route("/complaints/mine", get(complaint_own::mine).post(complaint_own::word))
        .route("/decisions", get(decisions::list))
        .route("/decisions.csv", get(decisions::file))
        .route("/verify", get(paper_verify::form).post(paper_verify::enter))
        .route("/verify/{code}", get(paper_verify::code))
        .route("/sign-in", get(sign_in::form).post(sign_in::enter))
        .route("/sign-out", post(sign_in::leave))
        .route("/desk", get(desk::home))
        .route("/desk/calendar", get(calendar::show).post(calendar::send))
        .route("/desk/contacts", get(contacts::list))
        .route("/desk/contacts/new", get(contacts::new).post(contacts::send))
        .route("/desk/contacts/{contact}", get(contacts::show))
        .route("/desk/contacts/{contact}/list", get(contact_paper::list))
        .route("/desk/contacts/{contact}/{act}", post(contacts::act_send))
        .route("/desk/certificates", get(certificates::list))
        .route("/desk/certificates/{certificate}", get(certificates::show))
        .route("/desk/certificates/{certificate}/{act}", post(certificates::send))
        .route("/desk/certificates/{certificate}/paper/{paper}", get(certificate_print::paper))
        .route("/desk/destruction", get(destruction::list))
        .route("/desk/destruction/{unit}", get(destruction::show))
        .route("/desk/destruction/{unit}/{act}", post(destruction::send))
        .route("/desk/disclosures", get(disclosures::list))
        .route("/desk/disclosures/{case}", get(disclosures::of_case))
        .route("/desk/disclosures/{case}/{place}", get(disclosures::show).post(disclosures::register))
        .route("/desk/disclosures/{case}/{place}/{act}", get(disclosure_paper::slip).post(disclosures::send))
        .route("/desk/my-views", get(views::mine))
        .route("/desk/views", get(views::counts))
        .route("/desk/views/{person}", get(views::of_person))
        .route("/desk/rater-views", get(views::lookups))
        .route("/desk/folders", get(folders::list))
        .route("/desk/folders/{case}", get(folders::show))
        .route("/desk/folders/{case}/{act}", post(folders::send))
        .route("/desk/folders/{case}/print/label", get(folder_print::label))
        .route("/desk/folders/{case}/paper/{paper}", get(folder_print::paper))
        .route("/desk/people", get(people::show).post(people::send))
        .route("/desk/leaving", get(leaving::show).post(leaving::send))
        .route("/desk/second-factor", get(second_factor::show).post(second_factor::send))
        .route("/desk/leaving/{person}/paper", get(day_paper::leaving_list))
        .route("/desk/day", get(day::show).post(day::send))
        .route("/desk/day/paper", get(day_paper::settlement))
        .route("/desk/outage", get(outage::show).post(outage::send))
        .route("/desk/outage/pad/{no}", get(outage::pad))
        .route("/outages", get(outage::public))
        .route("/desk/papers", get(wording::list))
        .route("/desk/papers/{paper}", get(wording::show).post(wording::send))
        .route("/desk/papers/{paper}/preview", get(wording::preview))
        .route("/desk/paper-notices", get(paper_notices::list))
        .route("/desk/paper-notices/{key}", get(paper_notices::show))
        .route("/desk/paper-notices/{key}/told", post(paper_notices::told))
        .route("/desk/paper-notices/{key}/print", get(paper_notices::sheet))
        .route("/desk/commitments", get(commitments::list))
        .route("/desk/bars", get(bars::list))
        .route("/desk/bars/{case}", get(bars::entry))
        .route("/desk/bars/{case}/paper/decision", get(bar_paper::decision))
        .route("/desk/bars/{case}/{act}", post(bars::send))
        .route("/figures", get(figures::show))
        .route("/figures.csv", get(figures_file::file))
        .route("/draws", get(draws_public::list))
        .route("/draws/{draw}", get(draws_public::show))
        .route("/draws/{draw}/proof.json", get(draws_public::proof))
        .route("/desk/draws", get(draws::list))
        .route("/desk/draws/new", get(draw_new::new))
        .route("/desk/draws/new/announce", post(draw_new::announce))
        .route("/desk/draws/new/look", post(draw_new::look))
        .route("/desk/draws/{draw}", get(draws::show))
        .route("/desk/draws/{draw}/{act}", post(draws::send))
        .route("/desk/oversight", get(oversight::board))
        .route("/desk/flow", get(flow::show))
        .route("/desk/findings", get(findings::list))
        .route("/desk/findings/new", get(finding_new::new))
        .route("/desk/findings/new/write", post(finding_new::write))
        .route("/desk/findings/{finding}", get(findings::show))
        .route("/desk/findings/{finding}/{act}", post(findings::send))
        .route("/desk/orders", get(orders::list))
        .route("/desk/orders/new", get(order_new::new))
        .route("/desk/orders/new/issue", post(order_new::issue))
        .route("/desk/orders/from/{finding}", get(order_new::new_from))
        .route("/desk/orders/from/{finding}/issue", post(order_new::issue_from))
        .route("/desk/orders/{order}", get(orders::show))
        .route("/desk/orders/{order}/paper.pdf", get(order_paper::file))
        .route(
            "/desk/orders/{order}/answer",
            post(order_answer::send).layer(DefaultBodyLimit::max(order_answer::BODY_BYTES_MAX)),
        )
        .route("/desk/orders/{order}/photographs/{photograph}", get(order_answer::show))
        .route("/desk/orders/{order}/{act}", post(orders::send))
        .route("/desk/ratings", get(ratings::board))
        .route("/desk/tablets", get(ratings::tablets))
        .route("/desk/bad-ratings", get(bad_ratings::list))
        .route("/desk/bad-ratings/{rating}", get(bad_ratings::show))
        .route("/desk/bad-ratings/{rating}/{act}", post(bad_ratings::send))
        .route("/desk/follow-ups", get(follow_ups::show))
        .route("/desk/follow-ups/write", post(follow_ups::write))
        .route("/desk/complaints", get(complaints::list))
        .route("/desk/complaints/new", get(complaint_new::new))
        .route("/desk/complaints/new/write", post(complaint_new::write))
        .route("/desk/complaints/{complaint}", get(complaints::show))
        .route("/desk/complaints/{complaint}/receipt", get(complaint_new::receipt))
        .route("/desk/complaints/{complaint}/finding", get(complaint_founded::new))
        .route("/desk/complaints/{complaint}/finding/write", post(complaint_founded::write))
        .route("/desk/complaints/{complaint}/{act}", post(complaints::send))
        .route("/inspect", get(spot_visit::form).post(spot_visit::enter))
        .route("/inspect/check", get(spot_visit::show))
        .route("/inspect/check/remark", post(spot_visit::remark))
        .route("/inspect/check/{what}", get(spot_visit::one))
        .route("/desk/spots", get(spots::list))
        .route("/desk/spots/begin", post(spots::begin))
        .route("/desk/spots/{spot}", get(spots::show))
        .route("/desk/spots/{spot}/{what}", get(spot_look::officer).post(spots::send))
        .route("/wall", get(wall::show))
        .route("/desk/may-say", get(figures::may_say))
        .route("/desk/appeals", get(appeals::list))
        .route("/desk/accountability", get(accountability::list))
        .route("/desk/accountability/figures", get(accountability::figures))
        .route("/desk/accountability/from/{finding}", get(accountability_new::new))
        .route("/desk/accountability/from/{finding}/open", post(accountability_new::open))
        .route("/desk/accountability/{matter}", get(accountability::show))
        .route("/desk/accountability/{matter}/{act}", post(accountability::send))
        .route("/desk/assessment", get(assessment::list))
        .route("/desk/assessment/{term}", get(assessment::show))
        .route("/desk/assessment/{term}/result.pdf", get(assessment_table::pdf))
        .route("/desk/assessment/{term}/result.xlsx", get(assessment_table::xlsx))
        .route("/desk/assessment/{term}/plan", get(assessment_plan::show))
        .route("/desk/assessment/{term}/plan/adopt", post(assessment_plan::send))
        .route("/desk/assessment/{term}/{part}", get(assessment_sheet::show).post(assessment::send))
        .route(
            "/desk/assessment/{term}/{part}/{act}",
            get(assessment_behind::show).post(assessment_sheet::send),
        )
        .route("/desk/attendance", get(attendance::show))
        .route("/desk/attendance/{day}/{act}", post(attendance::send))
        .route("/desk/inspections", get(inspections::list))
        .route("/desk/inspections/{inspection}", get(inspection_one::show).post(inspections::send))
        .route("/desk/inspections/{inspection}/{act}", post(inspection_one::send))
        .route("/desk/surveys", get(surveys::list))
        .route("/desk/surveys/write", post(surveys::write))
        .route("/desk/surveys/{survey}", get(surveys::show))
        .route("/desk/surveys/{survey}/correct", post(surveys::correct))
        .route("/desk/summaries", get(summaries::list))
        .route("/desk/summaries/{year}/{unit}", get(summaries::show))
        .route("/desk/summaries/{year}/{unit}/{what}", get(summaries::file).post(summaries::send))
        .route("/bulletins", get(bulletins::public_list))
        .route("/bulletins/{period}", get(bulletins::public))
        .route("/bulletins/{period}/pdf", get(bulletins::file))
        .route("/desk/bulletins", get(bulletins::list))
        .route("/desk/bulletins/{period}", get(bulletins::show))
        .route("/desk/bulletins/{period}/{act}", post(bulletins::send))
        .route("/desk/reach", get(reach::show))
        .route("/desk/reach/set", post(reach::send))
        .route("/desk/reconcile", get(reconcile::show))
        .route("/desk/reconcile/compare", post(reconcile::send))
        .route("/desk/reconcile/{reconciliation}", get(reconcile::one))
        .route("/desk/reports", get(reports::list))
        .route("/desk/reports/{period}", get(reports::show))
        .route("/desk/reports/{period}/freeze", post(reports::send))
        .route("/desk/reports/{period}/{file}", get(reports::file))
        .route("/desk/bounds", get(bounds::show))
        .route("/desk/habits", get(habits::show))
        .route("/desk/later-cases", get(later::show))
        .route("/desk/bounds/set", post(bounds::send))
        .route("/desk/live", get(live::stream))
        .route("/desk/intake", get(intake::choose))
        .route("/desk/intake/{short}", get(intake::form).post(intake::send))
        .route("/desk/cases", get(case_list::list))
        .route("/desk/older", get(older::items))
        .route("/desk/older/{short}", get(older::item).post(older::send))
        .route("/desk/reissue", get(reissue::form).post(reissue::send))
        .route("/desk/find", post(cases::find))
        .route("/desk/cases/{case}", get(cases::case))
        .route("/desk/cases/{case}/{act}", post(act::send))
        .route("/desk/cases/{case}/reveal", post(views::say))
        .route(
            "/desk/cases/{case}/photographs",
            post(photographs::send).layer(DefaultBodyLimit::max(photographs::BODY_BYTES_MAX)),
        )
        .route("/desk/cases/{case}/photographs/{photograph}", get(photographs::show))
        .route("/desk/cases/{case}/hearing", get(hearings::show))
        .route("/desk/cases/{case}/hearing/{act}", post(hearings::send))
        .route("/desk/cases/{case}/hearing/paper/{paper}", get(hearing_paper::paper))
        .route("/desk/cases/{case}/print/pickup", get(paper_notices::pickup))
        .route("/desk/cases/{case}/print/{paper}", get(print::paper))
        .route("/desk/cases/{case}/print/{paper}/{mark}", get(print::earlier))
        .route("/desk/cases/{case}/paper/{paper}/{mark}", get(paper::earlier))
        .route("/desk/cases/{case}/paper/{paper}", get(paper::desk))
        .route("/lead", get(lead::page))
        .route("/assets/{hash}/{*path}", get(files::asset))
        .route("/favicon.ico", get(files::favicon))
        .route("/healthz", get(ops::healthz))
        .route("/readyz", get(ops::readyz))
        .route("/metrics", get(ops::metrics));
    if app.settings.demo_clock.is_some() {
        routes = routes
            .route("/dev/pages", get(dev::pages))
            .route("/dev/pages/{*sample}", get(dev::sample))
            .route("/dev/notices", get(dev::notices))
            .route("/dev/clock", get(dev::clock).post(dev::move_clock));
    }
    routes
        .merge(programs.routes)
        .layer(DefaultBodyLimit::max(form::FORM_BYTES_MAX))
        .layer(from_fn_with_state((app.clone(), programs.answers), guard::guard))
        .with_state(app)
}

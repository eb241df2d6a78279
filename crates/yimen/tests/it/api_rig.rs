//! The programming interface of a centre of the demonstration county on SQLite, asked through the router; every answer is
//! compared with what `openapi.json` says of the operation.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use calendar::{Calendar, Day};
use catalogue::publish::ItemStage;
use catalogue::{CaseId, Item, Organisation};
use centre::Centre;
use centre::open::Options;
use centre::seal::KeyRing;
use centre::token::NewToken;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use store::Store;
use tower::ServiceExt;
use web::app::{App, Settings};

/// A centre with its router.
pub struct Api {
    pub centre: Arc<Centre>,
    pub clock: Arc<AtomicI64>,
    pub document: Value,
    router: Router,
    ids: AtomicU64,
    pub folder: PathBuf,
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: axum::http::HeaderMap,
    pub body: Value,
}

impl Reply {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// A text of the answer.
    pub fn text(&self, field: &str) -> String {
        self.body[field].as_str().unwrap_or_default().to_owned()
    }
}

/// A page or a paper.
pub struct Fetched {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: Vec<u8>,
}

impl Fetched {
    /// The page, with quotation marks as they are read.
    pub fn text(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        text.replace("&#34;", "\"").replace("&#39;", "'").replace("&#x2F;", "/")
    }

    /// The first hidden field of that name.
    pub fn hidden(&self, name: &str) -> String {
        let text = self.text();
        let at = text.split_once(&format!("name=\"{name}\" value=\"")).map(|it| it.1);
        at.and_then(|it| it.split_once('"')).map_or_else(String::new, |it| it.0.to_owned())
    }
}

/// A request that a test makes in steps.
#[derive(Clone, Default)]
pub struct Ask {
    pub token: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

fn demo(path: &str) -> String {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo").join(path);
    std::fs::read_to_string(&whole).unwrap_or_else(|error| panic!("{}: {error}", whole.display()))
}

impl Api {
    /// An item of the demonstration county.
    pub fn item(&self, name: &str) -> Item {
        Item::from_toml(&demo(&format!("items/{name}.toml"))).expect("the item reads")
    }

    /// A county with two items open, on Monday the 2nd of March 2026 at nine.
    pub async fn new() -> Api {
        Api::since("2026-03-02").await
    }

    /// The same county from nine o'clock of another day on.
    pub async fn since(day: &str) -> Api {
        let folder = std::env::temp_dir().join(format!("api{:x?}", centre::seal::random::<8>()));
        std::fs::create_dir(&folder).expect("the temporary directory takes a folder");
        let store = Store::open(&format!("sqlite:{}", folder.join("yimen.db").display())).await;
        let clock = Arc::new(AtomicI64::new(Day::parse(day).expect("a day").at(9, 0).0));
        let options = Options {
            division: "990121".into(),
            keys: KeyRing::new([7; 32]),
            clock: ledger::Clock::Manual(Arc::clone(&clock)),
            sample: true,
            extra_divisions: vec![
                (990_000, "岚宁省".into()),
                (990_100, "沅禾市".into()),
                (990_121, "澄禾县".into()),
            ],
            notices_dir: None,
        };
        let centre =
            Centre::open(store.expect("the database opens"), options).await.expect("the centre opens");
        centre.calendar_adopt("cat.office", Calendar::built_in()).await.expect("the calendar is adopted");
        let organisation = Organisation::from_toml(&demo("organisation.toml")).expect("it reads");
        centre.organisation_publish("cat.office", &organisation).await.expect("it is published");
        for name in ["food-business", "self-employed"] {
            let item = Item::from_toml(&demo(&format!("items/{name}.toml"))).expect("the item reads");
            centre.item_publish("cat.gov", &item).await.expect("the item is published");
            centre.item_stage("cat.gov", item.code, ItemStage::Live).await.expect("the item is opened");
        }
        let centre = Arc::new(centre);
        // A code serves once in half a minute, and this county's clock stands still.
        let settings = Settings { without_second_factor: true, ..Settings::default() };
        let router = web::app::router(App::new(Arc::clone(&centre), settings), api::programs());
        let mut api = Api { centre, clock, document: Value::Null, router, ids: AtomicU64::new(1), folder };
        api.document = api.send("GET", "/api/v1/openapi.json", &Ask::default()).await.body;
        api
    }

    /// The same county as it is in operation or, with its clock, as a demonstration: leaders sign with a code.
    pub async fn with_codes(demo_clock: Option<Arc<AtomicI64>>) -> Api {
        Api::new().await.asking_codes(demo_clock)
    }

    /// From here on leaders sign with a code.
    pub fn asking_codes(mut self, demo_clock: Option<Arc<AtomicI64>>) -> Api {
        let settings = Settings { demo_clock, ..Settings::default() };
        self.router = web::app::router(App::new(Arc::clone(&self.centre), settings), api::programs());
        self
    }

    /// A token of a person.
    pub async fn token(&self, person: &str, may_act: bool, unit: Option<&str>) -> (String, String) {
        let wanted = NewToken {
            person: person.into(),
            unit: unit.map(str::to_owned),
            may_act,
            purpose: "test".into(),
            days: 30,
        };
        let made = self.centre.token_add(&wanted).await.expect("the database answers").expect("it is made");
        (made.secret, made.id)
    }

    /// A person's asking, with a token that may act.
    pub async fn person(&self, person: &str) -> Ask {
        Ask { token: self.token(person, true, None).await.0, ..Ask::default() }
    }

    /// An id that no other command has.
    pub fn command_id(&self) -> String {
        format!("{:032x}", self.ids.fetch_add(1, Ordering::AcqRel))
    }

    /// Asks, and compares the answer with the document.
    pub async fn send(&self, method: &str, path: &str, ask: &Ask) -> Reply {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = Request::builder().method(&method).uri(path);
        if !ask.token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", ask.token));
        }
        let own_media = ask.headers.iter().any(|(name, _)| *name == "content-type");
        if !ask.body.is_empty() && !own_media {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        let request = request.body(Body::from(ask.body.clone())).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.expect("a body").to_bytes();
        let media = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
        // A paper is a file and so is a photograph, and everything else is JSON.
        let body: Value = match media {
            "application/pdf" | "image/png" => Value::Null,
            _ => serde_json::from_slice(&bytes).unwrap_or_else(|error| {
                panic!("{method} {path}: {error}: {}", String::from_utf8_lossy(&bytes))
            }),
        };
        self.is_described(&method, path, status, &headers);
        Reply { status: status.as_u16(), headers, body }
    }

    /// Asks for a page or a paper, as a browser does.
    pub async fn fetch(&self, method: &str, path: &str, cookie: &str, form: &str) -> Fetched {
        let mut request = Request::builder().method(method).uri(path).header(header::COOKIE, cookie);
        if !form.is_empty() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        self.answered(request.body(Body::from(form.to_owned())).expect("a request")).await
    }

    /// Sends a form with files: its fields, and the bytes of each file under a name of its own.
    pub async fn upload(
        &self,
        path: &str,
        cookie: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Fetched {
        let mut body: Vec<u8> = Vec::new();
        for (name, value) in fields {
            let head =
                format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(head.as_bytes());
        }
        for (name, file, bytes) in files {
            let head = format!(
                "--edge\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
                 content-type: image/png\r\n\r\n"
            );
            body.extend(head.as_bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--edge--\r\n");
        let request = Request::builder().method("POST").uri(path).header(header::COOKIE, cookie);
        let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.answered(request.body(Body::from(body)).expect("a request")).await
    }

    /// The same under another name of the host, which stands in the code of a paper.
    pub async fn fetch_at(&self, host: &str, path: &str, cookie: &str) -> Fetched {
        let request = Request::builder().uri(path).header(header::COOKIE, cookie).header(header::HOST, host);
        self.answered(request.body(Body::empty()).expect("a request")).await
    }

    async fn answered(&self, request: Request<Body>) -> Fetched {
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().collect().await.expect("a body").to_bytes().to_vec();
        Fetched { status, headers, body }
    }

    /// Signs a person in; the cookie of the session.
    pub async fn sign_in(&self, login: &str, password: &str) -> String {
        let form = format!("account={login}&password={}", Api::encoded(password));
        let reply = self.fetch("POST", "/sign-in", "", &form).await;
        let line = reply.headers.get(header::SET_COOKIE).and_then(|it| it.to_str().ok()).unwrap_or_default();
        assert!(reply.status.is_redirection() && !line.is_empty(), "{login}: {}", reply.text());
        line.split(';').next().unwrap_or_default().to_owned()
    }

    /// A text as a form sends it.
    pub fn encoded(text: &str) -> String {
        text.bytes().map(|byte| format!("%{byte:02X}")).collect()
    }

    /// An id that no other command has.
    pub fn id(&self) -> [u8; 16] {
        u128::from(self.ids.fetch_add(1, Ordering::AcqRel)).to_be_bytes()
    }

    /// The clock goes on to nine o'clock of this day, and time does what fell due.
    pub async fn until(&self, day: &str) {
        self.clock.store(Day::parse(day).expect("a day").at(9, 0).0, Ordering::Release);
        self.centre.tick().await.expect("time goes on");
    }

    /// Every status seen is one that the document names for the operation, with its media type.
    fn is_described(&self, method: &Method, path: &str, status: StatusCode, headers: &axum::http::HeaderMap) {
        if self.document.is_null() || status == StatusCode::METHOD_NOT_ALLOWED {
            return;
        }
        let path = path.split('?').next().unwrap_or_default();
        let asked: Vec<&str> = path.trim_start_matches("/api/v1").split('/').collect();
        let paths = self.document["paths"].as_object().expect("the document has paths");
        let fits = |known: &str| {
            let known: Vec<&str> = known.split('/').collect();
            known.len() == asked.len() && known.iter().zip(&asked).all(|(k, a)| k.starts_with('{') || k == a)
        };
        let Some((_, operations)) = paths.iter().find(|(known, _)| fits(known)) else { return };
        let operation = &operations[method.as_str().to_ascii_lowercase()];
        let answer = &operation["responses"][status.as_str()];
        assert!(answer.is_object(), "{method} {path}: {status} is not in openapi.json");
        let media = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
        assert!(answer["content"][media].is_object(), "{method} {path}: {status} as {media}");
    }

    /// A command with its headers.
    pub async fn command(&self, path: &str, who: &Ask, version: Option<&str>, body: &Value) -> Reply {
        let mut ask = who.clone();
        ask.headers.push(("idempotency-key", self.command_id()));
        if let Some(version) = version {
            ask.headers.push(("if-match", version.to_owned()));
        }
        ask.body = body.to_string().into_bytes();
        self.send("POST", path, &ask).await
    }

    /// An act that is carried out on whatever version stands.
    pub async fn does(&self, who: &Ask, case: &str, body: Value) -> Reply {
        let reply = self.command(&format!("/api/v1/cases/{case}/acts"), who, Some("*"), &body).await;
        assert_eq!(reply.status, 200, "{body}: {}", reply.body);
        reply
    }

    /// The pickup code of a case, which the applicant gets by message.
    pub async fn pickup(&self, case: &str) -> String {
        let case = CaseId::parse(case).expect("a case");
        self.centre.pickup_code(case).await.expect("it can be read").expect("it is ready")
    }
}

impl Drop for Api {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A catering licence asked for by a person with a passport, whole.
pub fn intake() -> Value {
    json!({
        "item": "food-business",
        "applicant": {
            "kind": "natural_person",
            "document_type": "414",
            "document_number": "E73190001",
            "name": "岑不见",
            "telephone": "13987612345",
        },
        "marks": { "copy_kept": [1, 3, 4, 5], "looked_up": [2] },
        "papers": 4,
    })
}

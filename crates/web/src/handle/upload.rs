//! How a form with photographs is taken in: part by part, bounded, nothing of a file before the token was right, and with what
//! was typed kept where the files are too large.

use std::sync::Arc;

use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use casework::picture::PICTURE_BYTES_MAX;
use centre::account::Session;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::posted::Posted;
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::{ErrorKind, error_page, form_page};
use crate::app::visitor::{Officer, check_csrf};

/// Bytes of what stands in a form besides its files, at most.
const BESIDE_BYTES_MAX: usize = 64 * 1024;
/// Fields besides the files, and bytes of one of them, at most.
const FIELDS_MAX: usize = 16;
const FIELD_BYTES_MAX: usize = 24 * 1024;
/// Forms that are read at the same time at most; the others wait, and hold nothing in memory.
static READING: Semaphore = Semaphore::const_new(3);

/// Bytes of a form with so many photographs at most: as many pictures of the largest size, and what stands around them.
pub const fn bytes_max(pictures: u8) -> usize {
    pictures as usize * PICTURE_BYTES_MAX + BESIDE_BYTES_MAX
}

/// A form with photographs as it came.
pub struct Upload {
    /// Who sent it, and what it says besides. Its hidden fields and what was typed stand before the files.
    pub posted: Posted,
    /// The files, one more than is taken at most; none where they were larger than is read.
    pub pictures: Option<Vec<Vec<u8>>>,
    /// The place among those that are read.
    _turn: Option<SemaphorePermit<'static>>,
}

/// What was read before it ended.
#[derive(Default)]
struct Parts {
    fields: Vec<(String, String)>,
    pictures: Vec<Vec<u8>>,
    /// Whether the token was looked at and right.
    known: bool,
}

/// Why it was not read to its end.
enum Unread {
    /// Larger than is taken.
    TooLarge,
    /// Not whole, or no form at all.
    Broken,
    /// Drawn for a session that has ended.
    Expired(Box<Response>),
}

impl From<MultipartError> for Unread {
    fn from(error: MultipartError) -> Unread {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Unread::TooLarge,
            _ => Unread::Broken,
        }
    }
}

/// Who looks at the token of a form.
struct Reader<'a> {
    app: &'a App,
    headers: &'a HeaderMap,
    path: &'a str,
    session: &'a Session,
}

/// Reads a form whose files stand in `field`, of which so many are taken; what is no form of this session is answered at once.
pub async fn read(app: Arc<App>, request: Request, field: &str, most: u8) -> Result<Upload, Box<Response>> {
    let (mut parts, body) = request.into_parts();
    let officer = Officer::from_request_parts(&mut parts, &app).await;
    let Officer(session) = officer.map_err(Box::new)?;
    let (headers, path) = (parts.headers.clone(), form_page(parts.uri.path()).to_owned());
    // It never closes.
    let turn = READING.acquire().await.ok();
    let reader = Reader { app: &app, headers: &headers, path: &path, session: &session };
    let mut read = Parts::default();
    let whole = reader.parts(Request::from_parts(parts, body), field, most, &mut read).await;
    let broken = || error_page(&app, &headers, &path, ErrorKind::BadRequest);
    let too_large = match whole {
        Ok(()) => false,
        Err(Unread::TooLarge) => true,
        Err(Unread::Broken) => return Err(Box::new(broken().await)),
        Err(Unread::Expired(response)) => return Err(response),
    };
    // Nothing is drawn again of a form that may be another's.
    let form = Form::of(if read.known { read.fields } else { Vec::new() });
    let command_id = match form.command_id() {
        Some(id) => id,
        // It is not carried out.
        None if too_large => [0; 16],
        None => return Err(Box::new(broken().await)),
    };
    let posted = Posted::read(app, session, form, command_id, (headers, path)).await;
    Ok(Upload { posted, pictures: (!too_large).then_some(read.pictures), _turn: turn })
}

impl Reader<'_> {
    /// Reads part by part. Names of files are looked at by nobody, and of each no more is held than says that it is too large.
    async fn parts(&self, request: Request, field: &str, most: u8, read: &mut Parts) -> Result<(), Unread> {
        let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Unread::Broken)?;
        while let Some(mut part) = parts.next_field().await? {
            let name = part.name().unwrap_or_default().to_owned();
            let is_picture = name == field;
            if is_picture {
                self.known(read).await?;
            }
            let bytes_max = if is_picture { PICTURE_BYTES_MAX + 1 } else { FIELD_BYTES_MAX };
            let mut bytes: Vec<u8> = Vec::new();
            while let Some(chunk) = part.chunk().await? {
                let room = bytes_max.saturating_sub(bytes.len());
                bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
            }
            if !is_picture {
                let value = String::from_utf8(bytes).map_err(|_| Unread::Broken)?;
                if read.fields.len() >= FIELDS_MAX || name.contains('\0') || value.contains('\0') {
                    return Err(Unread::Broken);
                }
                // Browsers send line ends as CR LF; what was typed has LF.
                read.fields.push((name, value.replace("\r\n", "\n")));
            } else if !bytes.is_empty() && read.pictures.len() <= usize::from(most) {
                // A browser sends an empty file where none was chosen; one more than is kept says that there were too many.
                read.pictures.push(bytes);
            }
        }
        self.known(read).await
    }

    /// Looks at the token once.
    async fn known(&self, read: &mut Parts) -> Result<(), Unread> {
        if !read.known {
            let token = read.fields.iter().find(|(name, _)| name == "csrf").map_or("", |(_, token)| token);
            let checked = check_csrf(self.app, self.headers, self.path, self.session, token).await;
            checked.map_err(Unread::Expired)?;
            read.known = true;
        }
        Ok(())
    }
}

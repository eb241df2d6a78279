//! A lean HTTP/1.1 client over one kept connection: the machine that measures should spend little on measuring.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The largest answer that is read, in bytes.
const ANSWER_BYTES_MAX: usize = 8 << 20;
/// A server closes what is silent for long (`listen::HEAD`); before that, another connection is opened.
const SILENT_MAX: Duration = Duration::from_secs(10);

/// One connection; requests go one after the other.
pub struct Connection {
    address: SocketAddr,
    stream: TcpStream,
    request: String,
    buffer: Vec<u8>,
    used: Instant,
}

/// An answer.
#[derive(Debug, Default)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Where a 303 leads.
    pub location: Option<String>,
    /// Cookies set, as `name=value`.
    pub cookies: Vec<String>,
    /// Body.
    pub body: Vec<u8>,
}

/// What the head of an answer says about its body.
enum Body {
    Length(usize),
    Chunked,
}

impl Connection {
    /// Connects.
    pub async fn open(address: SocketAddr) -> anyhow::Result<Connection> {
        let stream = connect(address).await?;
        let (request, buffer, used) = (String::new(), Vec::with_capacity(16 << 10), Instant::now());
        Ok(Connection { address, stream, request, buffer, used })
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str, cookie: &str) -> anyhow::Result<Answer> {
        self.request.clear();
        self.head("GET", path, cookie);
        self.request.push_str("\r\n");
        self.exchange().await
    }

    /// Sends a form, as a browser does.
    pub async fn post(&mut self, path: &str, cookie: &str, form: &str) -> anyhow::Result<Answer> {
        self.request.clear();
        self.head("POST", path, cookie);
        let length = form.len();
        let origin = self.address;
        self.request.push_str(&format!(
            "Origin: http://{origin}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
        ));
        self.exchange().await
    }

    fn head(&mut self, method: &str, path: &str, cookie: &str) {
        let host = self.address;
        self.request.push_str(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n"));
        if !cookie.is_empty() {
            self.request.push_str(&format!("Cookie: {cookie}\r\n"));
        }
    }

    async fn exchange(&mut self) -> anyhow::Result<Answer> {
        if self.used.elapsed() > SILENT_MAX {
            self.stream = connect(self.address).await?;
        }
        self.used = Instant::now();
        self.stream.write_all(self.request.as_bytes()).await?;
        self.buffer.clear();
        let head_end = loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let (mut answer, body) = read_head(&self.buffer[..head_end])?;
        match body {
            Body::Length(length) => {
                let end = head_end + length;
                while self.buffer.len() < end {
                    self.more().await?;
                }
                answer.body = self.buffer[head_end..end].to_vec();
            }
            Body::Chunked => loop {
                if let Some(body) = read_chunks(&self.buffer[head_end..])? {
                    answer.body = body;
                    break;
                }
                self.more().await?;
            },
        }
        Ok(answer)
    }

    async fn more(&mut self) -> anyhow::Result<()> {
        if self.buffer.len() > ANSWER_BYTES_MAX {
            bail!("an answer has more than {ANSWER_BYTES_MAX} bytes");
        }
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the server closed the connection in the middle of an answer");
        }
        Ok(())
    }
}

async fn connect(address: SocketAddr) -> anyhow::Result<TcpStream> {
    let stream =
        TcpStream::connect(address).await.with_context(|| format!("nothing answers on {address}"))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn read_head(head: &[u8]) -> anyhow::Result<(Answer, Body)> {
    let head = std::str::from_utf8(head).context("the head of an answer is not text")?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
    let mut answer = Answer { status: status.context("an answer without a status")?, ..Answer::default() };
    let mut body = Body::Length(0);
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        if name.eq_ignore_ascii_case("content-length") {
            body = Body::Length(value.parse().context("a length that is no number")?);
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            body = Body::Chunked;
        } else if name.eq_ignore_ascii_case("location") {
            answer.location = Some(value.to_owned());
        } else if name.eq_ignore_ascii_case("set-cookie") {
            answer.cookies.push(value.split(';').next().unwrap_or(value).to_owned());
        }
    }
    Ok((answer, body))
}

/// The whole body, or `None` while its last chunk has not come.
fn read_chunks(mut bytes: &[u8]) -> anyhow::Result<Option<Vec<u8>>> {
    let mut body = Vec::new();
    loop {
        let Some(end) = find(bytes, b"\r\n") else { return Ok(None) };
        let size = std::str::from_utf8(&bytes[..end])?.split(';').next().unwrap_or_default();
        let size = usize::from_str_radix(size.trim(), 16).context("a chunk whose size is no number")?;
        let rest = &bytes[end + 2..];
        if rest.len() < size + 2 {
            return Ok(None);
        }
        if size == 0 {
            return Ok(Some(body));
        }
        body.extend_from_slice(&rest[..size]);
        bytes = &rest[size + 2..];
    }
}

/// Appends `&name=value` to a form, encoded.
pub fn field(form: &mut String, name: &str, value: &str) {
    if !form.is_empty() {
        form.push('&');
    }
    encode(form, name);
    form.push('=');
    encode(form, value);
}

fn encode(form: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                form.push(char::from(byte))
            }
            b' ' => form.push('+'),
            _ => {
                form.push('%');
                form.push(char::from(HEX[usize::from(byte >> 4)]));
                form.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_is_read_with_its_place_and_its_cookies() {
        let head = b"HTTP/1.1 303 See Other\r\nLocation: /desk\r\nset-cookie: s=1; HttpOnly\r\n\
                     Set-Cookie: l=zh\r\ncontent-length: 0\r\n\r\n";
        let (answer, body) = read_head(head).expect("a right head");
        assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/desk")));
        assert_eq!(answer.cookies, ["s=1", "l=zh"]);
        assert!(matches!(body, Body::Length(0)));
    }

    #[test]
    fn a_chunked_body_is_whole_only_with_its_last_chunk() {
        let whole = b"4\r\nabcd\r\n3;x=y\r\nefg\r\n0\r\n\r\n";
        assert_eq!(read_chunks(whole).expect("right").as_deref(), Some(&b"abcdefg"[..]));
        for end in 0..whole.len() - 2 {
            assert_eq!(read_chunks(&whole[..end]).expect("right so far"), None, "{end}");
        }
        assert!(read_chunks(b"zz\r\n").is_err());
    }

    #[test]
    fn a_form_is_encoded_as_a_browser_does() {
        let mut form = String::new();
        field(&mut form, "name", "张三 & 李四");
        field(&mut form, "row1", "copy");
        assert_eq!(form, "name=%E5%BC%A0%E4%B8%89+%26+%E6%9D%8E%E5%9B%9B&row1=copy");
    }
}

//! A person at work: signed in once through the page, with a cookie and the token of their forms.

use std::net::SocketAddr;

use anyhow::{Context, bail};

use super::county::{BenchAccount, BenchRole};
use super::http::{Answer, Connection, field};

/// A signed-in account.
#[derive(Clone, Debug)]
pub struct Person {
    /// What the person does in a course.
    pub role: BenchRole,
    /// Id in the organisation.
    pub id: String,
    /// The `Cookie` header.
    pub cookie: String,
    /// The hidden field of every form.
    pub csrf: String,
}

impl Person {
    /// Opens the sign-in page, sends it, and reads the token from the desk.
    pub async fn sign_in(address: SocketAddr, account: &BenchAccount) -> anyhow::Result<Person> {
        let mut connection = Connection::open(address).await?;
        let mut jar = Jar::default();
        let page = connection.get("/sign-in", "").await?;
        jar.keep(&page);
        let mut form = String::new();
        if let Some(csrf) = hidden(&page.body, "csrf") {
            field(&mut form, "csrf", &csrf);
        }
        field(&mut form, "account", &account.login);
        field(&mut form, "password", &account.password);
        field(&mut form, "back", "/desk");
        let answer = connection.post("/sign-in", &jar.header(), &form).await?;
        jar.keep(&answer);
        if answer.status != 303 {
            bail!("{} cannot sign in: the answer is {}", account.login, answer.status);
        }
        let desk = connection.get("/desk", &jar.header()).await?;
        jar.keep(&desk);
        let csrf = hidden(&desk.body, "csrf").with_context(|| {
            format!("the desk of {} has no form (the answer is {})", account.login, desk.status)
        })?;
        Ok(Person { role: account.role, id: account.person.clone(), cookie: jar.header(), csrf })
    }
}

/// Cookies by name.
#[derive(Default)]
struct Jar(Vec<(String, String)>);

impl Jar {
    fn keep(&mut self, answer: &Answer) {
        for cookie in &answer.cookies {
            let (name, value) = cookie.split_once('=').unwrap_or((cookie, ""));
            self.0.retain(|(held, _)| held != name);
            if !value.is_empty() {
                self.0.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    fn header(&self) -> String {
        let pairs: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }
}

/// The value of the first hidden field of this name.
pub fn hidden(page: &[u8], name: &str) -> Option<String> {
    let page = std::str::from_utf8(page).ok()?;
    let marked = format!("name=\"{name}\"");
    let place = page.find(&marked)?;
    let begin = page[..place].rfind('<')?;
    let tag = &page[begin..begin + page[begin..].find('>')?];
    let value = tag.split_once("value=\"")?.1;
    Some(value[..value.find('"')?].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_read_from_its_field_wherever_the_attributes_stand() {
        let page =
            b"<form><input type=\"hidden\" name=\"csrf\" value=\"a1b2\"><input name=\"q\" value=\"x\">";
        assert_eq!(hidden(page, "csrf").as_deref(), Some("a1b2"));
        assert_eq!(hidden(b"<input value=\"a1\" name=\"csrf\">", "csrf").as_deref(), Some("a1"));
        assert_eq!(hidden(b"<input name=\"csrf\">", "csrf"), None);
        assert_eq!(hidden(b"<p>nothing</p>", "csrf"), None);
    }

    #[test]
    fn a_cookie_that_is_set_again_takes_the_place_of_the_first() {
        let mut jar = Jar::default();
        let set = |cookies: &[&str]| Answer {
            cookies: cookies.iter().map(|cookie| (*cookie).to_owned()).collect(),
            ..Answer::default()
        };
        jar.keep(&set(&["s=1", "l=zh"]));
        jar.keep(&set(&["s=2"]));
        assert_eq!(jar.header(), "l=zh; s=2");
    }
}

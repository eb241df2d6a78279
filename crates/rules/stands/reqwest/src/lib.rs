//! Stands in for the HTTP client of that name, so that no formula reaches another program and no second TLS library comes in.
//!
//! `dsntk-feel-evaluator` asks for it for functions of Java, of which we offer none. Every request is refused.

use std::fmt;

/// A request that was refused.
#[derive(Debug)]
pub struct Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no program is called from here")
    }
}

impl std::error::Error for Error {}

/// The part of the library that waits for its answer.
pub mod blocking {
    use super::Error;

    /// Who asks.
    #[derive(Default)]
    pub struct Client;

    impl Client {
        /// One that refuses.
        pub fn new() -> Client {
            Client
        }

        /// A request that will be refused.
        pub fn post(&self, _: &str) -> Request {
            Request
        }
    }

    /// What is asked.
    pub struct Request;

    impl Request {
        /// Its content, which is not read.
        pub fn json<T: ?Sized>(self, _: &T) -> Request {
            self
        }

        /// Refuses.
        pub fn send(self) -> Result<Response, Error> {
            Err(Error)
        }
    }

    /// What never comes.
    pub struct Response;

    impl Response {
        /// Nothing.
        pub fn json<T>(self) -> Result<T, Error> {
            Err(Error)
        }
    }
}

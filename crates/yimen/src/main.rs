//! yimen
fn main() {}

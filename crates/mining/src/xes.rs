//! XES (IEEE 1849-2016): a log of traces, one for each case, written as they come.

use std::io::{self, Write};

use crate::course::stamp;
use crate::{Course, Happening};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
    <string key="item" value=""/>
    <string key="authority" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000+08:00"/>
    <string key="lifecycle:transition" value="complete"/>
    <string key="kind" value=""/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
  <classifier name="Kind" keys="kind"/>
"#;

/// Writes one log; nothing but the trace in hand is held.
pub struct XesWriter<W: Write> {
    out: W,
}

impl<W: Write> XesWriter<W> {
    /// Begins the log of a division.
    pub fn begin(mut out: W, division: &str) -> io::Result<XesWriter<W>> {
        out.write_all(HEAD.as_bytes())?;
        text(&mut out, "  ", "concept:name", division)?;
        text(&mut out, "  ", "lifecycle:model", "standard")?;
        Ok(XesWriter { out })
    }

    /// Writes one case.
    pub fn course(&mut self, course: &Course) -> io::Result<()> {
        let out = &mut self.out;
        out.write_all(b"  <trace>\n")?;
        for (key, value) in [
            ("concept:name", &course.case),
            ("item", &course.item),
            ("item-name", &course.item_name),
            ("authority", &course.authority),
        ] {
            text(out, "    ", key, value)?;
        }
        for happening in &course.happenings {
            event(out, happening)?;
        }
        out.write_all(b"  </trace>\n")
    }

    /// Ends the log and gives the writer back.
    pub fn end(mut self) -> io::Result<W> {
        self.out.write_all(b"</log>\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}

fn event(out: &mut impl Write, it: &Happening) -> io::Result<()> {
    const DEEP: &str = "      ";
    out.write_all(b"    <event>\n")?;
    text(out, DEEP, "concept:name", &it.activity())?;
    writeln!(out, r#"{DEEP}<date key="time:timestamp" value="{}"/>"#, stamp(it.at))?;
    text(out, DEEP, "lifecycle:transition", "complete")?;
    if let Some(person) = it.by.person() {
        text(out, DEEP, "org:resource", person)?;
    }
    for (key, value) in [("org:role", it.by.role()), ("org:group", it.by.unit())] {
        if !value.is_empty() {
            text(out, DEEP, key, value)?;
        }
    }
    text(out, DEEP, "kind", &it.kind)?;
    if let Some((step, _)) = &it.step {
        writeln!(out, r#"{DEEP}<int key="step" value="{}"/>"#, u32::from(*step) + 1)?;
    }
    writeln!(out, r#"{DEEP}<int key="seq" value="{}"/>"#, it.seq)?;
    writeln!(out, r#"{DEEP}<date key="recorded" value="{}"/>"#, stamp(it.recorded_at))?;
    out.write_all(b"    </event>\n")
}

fn text(out: &mut impl Write, indent: &str, key: &str, value: &str) -> io::Result<()> {
    writeln!(out, r#"{indent}<string key="{key}" value="{}"/>"#, escaped(value))
}

/// A value between quotes; what XML cannot hold becomes a space.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::sample::courses;

    fn written(with_officers: bool) -> String {
        let mut log = XesWriter::begin(Vec::new(), "990121").expect("memory takes everything");
        for course in courses(with_officers) {
            log.course(&course).expect("memory takes everything");
        }
        String::from_utf8(log.end().expect("memory takes everything")).expect("it is UTF-8")
    }

    #[test]
    fn a_case_is_a_trace_and_an_entry_an_event() {
        let log = written(false);
        assert_eq!((log.matches("<trace>").count(), log.matches("<event>").count()), (2, 7));
        assert!(log.contains(r#"<string key="concept:name" value="办完一步：初审"/>"#), "{log}");
        assert!(log.contains(r#"<string key="kind" value="case.step-completed"/>"#), "{log}");
        assert!(log.contains(r#"value="食品经营&lt;许可&gt; &amp; &quot;备案&quot;"/>"#), "{log}");
        assert!(log.contains(r#"<string key="org:role" value="time"/>"#), "{log}");
        assert!(log.ends_with("</log>\n"), "{log}");
    }

    #[test]
    fn who_it_was_is_written_only_where_it_was_asked_for() {
        let (without, with) = (written(false), written(true));
        assert!(!without.contains("org:resource") && !without.contains("i.sc"), "{without}");
        assert!(with.contains(r#"<string key="org:resource" value="i.sc"/>"#), "{with}");
    }

    #[test]
    fn what_xml_cannot_hold_becomes_a_space() {
        assert_eq!(escaped("a\u{1}b\nc<d>"), "a b c&lt;d&gt;");
    }
}

//! OCEL 2.0 in JSON: events first, as they come; the objects wait in a second place, and the types are known at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Seek, SeekFrom, Write};

use serde_json::{Value, json};

use crate::course::stamp;
use crate::{Actor, Course, Happening};

/// Writes one log. Cases and certificates go through `spool`, for the format wants all objects in one list; in memory are
/// only what is few: items, units, officers and the words of activities.
pub struct OcelWriter<W: Write, S: Read + Write + Seek> {
    out: W,
    spool: S,
    first_event: bool,
    first_object: bool,
    kinds: BTreeMap<String, String>,
    items: BTreeMap<String, String>,
    units: BTreeSet<String>,
    people: BTreeSet<String>,
}

impl<W: Write, S: Read + Write + Seek> OcelWriter<W, S> {
    /// Begins a log; `spool` is empty and is read again from its beginning.
    pub fn begin(mut out: W, spool: S) -> io::Result<OcelWriter<W, S>> {
        out.write_all(b"{\"events\":[")?;
        Ok(OcelWriter {
            out,
            spool,
            first_event: true,
            first_object: true,
            kinds: BTreeMap::new(),
            items: BTreeMap::new(),
            units: BTreeSet::new(),
            people: BTreeSet::new(),
        })
    }

    /// Writes one case.
    pub fn course(&mut self, course: &Course) -> io::Result<()> {
        for happening in &course.happenings {
            self.event(course, happening)?;
        }
        let (case, received) = (case_id(course), course.happenings.first().map(|it| it.at));
        let received =
            received.map(|at| json!([{ "name": "received", "time": stamp(at), "value": stamp(at) }]));
        let related = json!([
            { "objectId": item_id(&course.item), "qualifier": "of" },
            { "objectId": unit_id(&course.authority), "qualifier": "before" },
        ]);
        self.items.entry(course.item.clone()).or_insert_with(|| course.item_name.clone());
        self.units.insert(course.authority.clone());
        let attributes = received.unwrap_or_else(|| json!([]));
        self.object(
            &json!({ "id": case, "type": "case", "attributes": attributes, "relationships": related }),
        )?;
        if course.happenings.iter().any(|it| it.certificate) {
            let of = json!([{ "objectId": case, "qualifier": "granted in" }]);
            let id = certificate_id(course);
            self.object(&json!({ "id": id, "type": "certificate", "attributes": [], "relationships": of }))?;
        }
        Ok(())
    }

    fn event(&mut self, course: &Course, it: &Happening) -> io::Result<()> {
        let mut related = vec![
            json!({ "objectId": case_id(course), "qualifier": "of" }),
            json!({ "objectId": item_id(&course.item), "qualifier": "under" }),
        ];
        if !it.by.unit().is_empty() {
            self.units.insert(it.by.unit().to_owned());
            related.push(json!({ "objectId": unit_id(it.by.unit()), "qualifier": "by" }));
        }
        if let Some(person) = it.by.person() {
            self.people.insert(person.to_owned());
            related.push(json!({ "objectId": person_id(person), "qualifier": "by" }));
        }
        if it.certificate {
            related.push(json!({ "objectId": certificate_id(course), "qualifier": "made" }));
        }
        let mut attributes = vec![
            json!({ "name": "kind", "value": it.kind }),
            json!({ "name": "recorded", "value": stamp(it.recorded_at) }),
        ];
        if !matches!(&it.by, Actor::Officer(officer) if officer.post.is_empty()) {
            attributes.push(json!({ "name": "role", "value": it.by.role() }));
        }
        if let Some((step, _)) = &it.step {
            attributes.push(json!({ "name": "step", "value": u32::from(*step) + 1 }));
        }
        let activity = it.activity();
        let event = json!({
            "id": format!("entry/{}", it.seq), "type": activity, "time": stamp(it.at),
            "attributes": attributes, "relationships": related,
        });
        self.kinds.entry(activity).or_insert_with(|| it.kind.clone());
        separate(&mut self.out, &mut self.first_event)?;
        Ok(serde_json::to_writer(&mut self.out, &event)?)
    }

    fn object(&mut self, object: &Value) -> io::Result<()> {
        separate(&mut self.spool, &mut self.first_object)?;
        Ok(serde_json::to_writer(&mut self.spool, object)?)
    }

    /// Ends the log and gives the writer back.
    pub fn end(mut self) -> io::Result<W> {
        let named = |id: String, kind: &str, attributes: Value| json!({ "id": id, "type": kind, "attributes": attributes, "relationships": [] });
        let items: Vec<Value> = self
            .items
            .iter()
            .map(|(code, name)| {
                let name = json!([{ "name": "name", "time": "1970-01-01T00:00:00+08:00", "value": name }]);
                named(item_id(code), "item", name)
            })
            .collect();
        let units: Vec<Value> =
            self.units.iter().map(|code| named(unit_id(code), "unit", json!([]))).collect();
        let people: Vec<Value> =
            self.people.iter().map(|id| named(person_id(id), "officer", json!([]))).collect();
        for object in items.iter().chain(&units).chain(&people) {
            self.object(object)?;
        }
        let OcelWriter { mut out, mut spool, kinds, people, .. } = self;
        out.write_all(b"],\n\"objects\":[")?;
        spool.flush()?;
        spool.seek(SeekFrom::Start(0))?;
        io::copy(&mut spool, &mut out)?;
        out.write_all(b"],\n\"objectTypes\":")?;
        serde_json::to_writer(&mut out, &object_types(!people.is_empty()))?;
        out.write_all(b",\n\"eventTypes\":")?;
        serde_json::to_writer(&mut out, &event_types(&kinds))?;
        out.write_all(b"}\n")?;
        out.flush()?;
        Ok(out)
    }
}

fn object_types(people: bool) -> Value {
    let mut types = vec![
        json!({ "name": "case", "attributes": [{ "name": "received", "type": "time" }] }),
        json!({ "name": "certificate", "attributes": [] }),
        json!({ "name": "item", "attributes": [{ "name": "name", "type": "string" }] }),
        json!({ "name": "unit", "attributes": [] }),
    ];
    types.extend(people.then(|| json!({ "name": "officer", "attributes": [] })));
    types.into()
}

fn event_types(kinds: &BTreeMap<String, String>) -> Value {
    let attribute = |name: &str, of: &str| json!({ "name": name, "type": of });
    let all = [
        attribute("kind", "string"),
        attribute("recorded", "time"),
        attribute("role", "string"),
        attribute("step", "integer"),
    ];
    kinds.keys().map(|name| json!({ "name": name, "attributes": all })).collect::<Vec<_>>().into()
}

fn separate(out: &mut impl Write, first: &mut bool) -> io::Result<()> {
    let between: &[u8] = if std::mem::take(first) { b"\n" } else { b",\n" };
    out.write_all(between)
}

fn case_id(course: &Course) -> String {
    format!("case/{}", course.case)
}

/// By its case: the number of a certificate can be looked up by anybody, and leads to a name.
fn certificate_id(course: &Course) -> String {
    format!("certificate/{}", course.case)
}

fn item_id(code: &str) -> String {
    format!("item/{code}")
}

fn unit_id(code: &str) -> String {
    format!("unit/{code}")
}

fn person_id(id: &str) -> String {
    format!("officer/{id}")
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::course::sample::courses;

    fn written(courses: &[Course]) -> Value {
        let mut log =
            OcelWriter::begin(Vec::new(), Cursor::new(Vec::new())).expect("memory takes everything");
        for course in courses {
            log.course(course).expect("memory takes everything");
        }
        let bytes = log.end().expect("memory takes everything");
        serde_json::from_slice(&bytes).expect("it is JSON")
    }

    fn list<'a>(log: &'a Value, name: &str) -> &'a Vec<Value> {
        log[name].as_array().expect("a list")
    }

    #[test]
    fn every_entry_is_an_event_of_its_case_and_item() {
        let log = written(&courses(false));
        assert_eq!(list(&log, "events").len(), 7);
        let ids: BTreeSet<&str> =
            list(&log, "objects").iter().map(|it| it["id"].as_str().expect("an id")).collect();
        let expected = ["case/0aa1", "case/0bb2", "certificate/0aa1", "item/000131004000", "unit/sc"];
        assert_eq!(ids, BTreeSet::from(expected));
        let types: BTreeSet<&str> =
            list(&log, "eventTypes").iter().map(|it| it["name"].as_str().expect("a name")).collect();
        for event in list(&log, "events") {
            assert!(types.contains(event["type"].as_str().expect("a type")), "{event}");
            for related in list(event, "relationships") {
                assert!(ids.contains(related["objectId"].as_str().expect("an id")), "{related}");
            }
        }
    }

    #[test]
    fn officers_are_objects_only_where_they_were_asked_for() {
        let without = written(&courses(false)).to_string();
        assert!(!without.contains("officer/") && !without.contains("i.sc"), "{without}");
        let with = written(&courses(true));
        assert_eq!(list(&with, "objects").iter().filter(|it| it["type"] == "officer").count(), 3);
    }

    #[test]
    fn a_log_without_cases_is_still_one() {
        let log = written(&[]);
        assert!(list(&log, "events").is_empty() && list(&log, "objects").is_empty());
    }
}

//! Who stands at a window, as a program says it: the document shown or who was sent, and the window. Parts of the bodies of several acts,
//! whose fields stand among those of the act.

use catalogue::WindowId;
use centre::act::{Collector, FieldProblem, FieldWhy};
use schemars::JsonSchema;
use serde::Deserialize;

use super::intake::problem;

/// Somebody else who comes with a letter of authority (N7, E16).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CollectorAsked {
    /// Name.
    #[schemars(length(max = 300))]
    pub name: String,
    /// 证件类型.
    #[schemars(length(max = 8))]
    pub document_type: String,
    /// 证件号码.
    #[schemars(length(max = 64))]
    pub document_number: String,
    /// A letter of authority was shown.
    pub letter: bool,
}

impl CollectorAsked {
    /// As the centre keeps it.
    pub fn read(self) -> Collector {
        let CollectorAsked { name, document_type, document_number, letter } = self;
        Collector { name, document_type, document_number, letter }
    }
}

// Neither of the two refuses a field that it does not know: the act does, of whose fields theirs are some.

/// The document that an applicant or a holder shows, and the window.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct ShownAsked {
    /// Type of the document shown.
    #[schemars(length(max = 8))]
    pub document_type: String,
    /// Its number.
    #[schemars(length(max = 64))]
    pub document_number: String,
    /// The window; where the person sits when it does not come.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub window: Option<String>,
}

/// Who came, an applicant or a holder with the own document or somebody who was sent, and the window.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct CameAsked {
    /// Type of the applicant's or holder's document.
    #[serde(default)]
    #[schemars(length(max = 8))]
    pub document_type: String,
    /// Its number.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub document_number: String,
    /// Whoever was sent, with a letter of authority (N7); then the document of who sent them is not needed.
    #[serde(default)]
    pub collector: Option<CollectorAsked>,
    /// The window; where the person sits when it does not come.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub window: Option<String>,
}

/// [`ShownAsked`] as it was read.
pub struct Shown {
    /// Type of the document.
    pub document_type: String,
    /// Its number.
    pub document_number: String,
    /// The window.
    pub window: WindowId,
}

/// [`CameAsked`] as it was read.
pub struct Came {
    /// Type of the document.
    pub document_type: String,
    /// Its number.
    pub document_number: String,
    /// Whoever was sent.
    pub collector: Option<Collector>,
    /// The window.
    pub window: WindowId,
}

impl ShownAsked {
    /// `seat` is where the person sits.
    pub fn read(self, seat: Option<WindowId>) -> Result<Shown, FieldProblem> {
        let ShownAsked { document_type, document_number, window } = self;
        Ok(Shown { document_type, document_number, window: at_window(window, seat)? })
    }
}

impl CameAsked {
    /// `seat` is where the person sits.
    pub fn read(self, seat: Option<WindowId>) -> Result<Came, FieldProblem> {
        let CameAsked { document_type, document_number, collector, window } = self;
        let (collector, window) = (collector.map(CollectorAsked::read), at_window(window, seat)?);
        Ok(Came { document_type, document_number, collector, window })
    }
}

/// The window that was named, or where the person sits.
pub fn at_window(named: Option<String>, seat: Option<WindowId>) -> Result<WindowId, FieldProblem> {
    let window = named.map_or(seat, |window| WindowId::parse(&window).ok());
    window.ok_or_else(|| problem("window", FieldWhy::NotAChoice))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::act_body::ActAsked;
    use super::super::receipts::ReceiptAsked;

    fn why<T: serde::de::DeserializeOwned>(body: &str) -> String {
        serde_json::from_str::<T>(body).err().map(|it| it.to_string()).unwrap_or_default()
    }

    // The fields stand in the act itself, and what it does not know it refuses, also a field of theirs that comes twice.
    #[test]
    fn an_act_with_their_fields_is_read_as_exactly_as_any() {
        let right = r#"{"act":"renew-pickup","document_type":"111","document_number":"1","window":"2"}"#;
        assert_eq!(why::<ActAsked>(right), "");
        for (wrong, named) in [
            (r#"{"act":"renew-pickup","document_number":"1"}"#, "missing field `document_type`"),
            (
                r#"{"act":"renew-pickup","document_type":"111","document_number":"1","windo":"2"}"#,
                "unknown field `windo`",
            ),
            (
                r#"{"act":"renew-pickup","document_type":"111","document_number":"1","document_number":"2"}"#,
                "duplicate field",
            ),
            (
                r#"{"act":"renew-pickup","document_type":"111","document_number":"1","shown":{}}"#,
                "unknown field `shown`",
            ),
            (r#"{"act":"renew-pickup","document_type":"111","document_number":1}"#, "invalid type"),
            (
                r#"{"act":"deliver","code":"1","collector":{"name":"x","letter":true,"more":1}}"#,
                "unknown field `more`",
            ),
        ] {
            assert!(why::<ActAsked>(wrong).starts_with(named), "{wrong}: {}", why::<ActAsked>(wrong));
        }
        assert_eq!(why::<ReceiptAsked>(r#"{"number":"1","document_type":"111","document_number":"1"}"#), "");
        assert!(why::<ReceiptAsked>(r#"{"number":"1","nam":"1"}"#).starts_with("unknown field `nam`"));
        assert_ne!(why::<ReceiptAsked>(r#"["1"]"#), "");
    }

    #[test]
    fn the_document_shows_their_fields_as_those_of_the_act() {
        let schema = json!(schemars::schema_for!(ActAsked));
        let act = |name: &str| -> Value {
            let all = schema["oneOf"].as_array().expect("one of several");
            all.iter().find(|it| it["properties"]["act"]["const"] == name).expect("an act").clone()
        };
        let renew = act("renew-pickup");
        assert_eq!(renew["properties"]["window"]["maxLength"], 64);
        assert_eq!(renew["additionalProperties"], false);
        let needed = |act: &Value| {
            let mut names: Vec<String> = act["required"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|it| it.as_str().expect("a name").into())
                .collect();
            names.sort();
            names
        };
        assert_eq!(needed(&renew), ["act", "document_number", "document_type"]);
        assert!(renew["description"].as_str().is_some_and(|it| it.starts_with("换新的取件码")));
        let deliver = act("deliver");
        assert_eq!(needed(&deliver), ["act", "code"]);
        assert!(deliver["properties"]["collector"].is_object() && deliver["additionalProperties"] == false);
        let receipt = json!(schemars::schema_for!(ReceiptAsked));
        assert!(
            receipt["properties"]["document_type"].is_object() && receipt["additionalProperties"] == false
        );
        assert!(receipt["description"].as_str().is_some_and(|it| it.starts_with("A lost receipt")));
    }
}

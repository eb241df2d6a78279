//! The figures of a run: medians of ratios within each round, a table for people, one object for programs.

use serde_json::{Value, json};

use super::calendar_speed::CalendarSpeed;
use super::load::{Client, Round};
use super::machine::Machine;
use super::median;
use super::raw::RawRound;

/// Everything measured in one run.
pub struct Report {
    /// On what.
    pub machine: Machine,
    /// How often.
    pub rounds: u32,
    /// Length of a round.
    pub seconds: u32,
    /// What follows by itself was left to wait.
    pub alone: bool,
    /// SQLite, and PostgreSQL if one was given.
    pub engines: Vec<Engine>,
    /// The calendar's look-up.
    pub calendar: CalendarSpeed,
}

/// The figures on one engine.
pub struct Engine {
    /// Name and version.
    pub name: String,
    /// Whether the database's own processes are in the processor time.
    pub database_cpu_included: bool,
    /// By number of clients.
    pub groups: Vec<AtClients>,
    /// The flush probe.
    pub flushes_per_second: f64,
    /// Processor time of the fiftieth transition over that of the first ones.
    pub flat_50: f64,
}

/// The rounds at one number of clients.
pub struct AtClients {
    /// Clients.
    pub clients: usize,
    /// One for every round.
    pub samples: Vec<Sample>,
    /// The clients between two rounds.
    pub waiting: Vec<Client>,
}

/// One round of each.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Whole courses.
    pub yimen: Round,
    /// The raw loop beside it.
    pub raw: RawRound,
}

/// A figure with what it should reach.
struct Target {
    key: &'static str,
    what: &'static str,
    measured: f64,
    bound: Bound,
}

#[derive(Clone, Copy)]
enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

impl Target {
    /// A figure that was not measured reaches nothing.
    fn reached(&self) -> bool {
        match self.bound {
            Bound::AtLeast(bound) => self.measured >= bound,
            Bound::AtMost(bound) => self.measured <= bound,
        }
    }
}

impl AtClients {
    fn median(&self, of: impl Fn(&Sample) -> f64) -> f64 {
        median(self.samples.iter().map(of))
    }

    fn batch(&self) -> f64 {
        median(self.samples.iter().filter_map(|sample| sample.yimen.batch))
    }

    fn ratio_raw(&self) -> f64 {
        self.median(|sample| sample.yimen.per_second / sample.raw.per_second)
    }

    fn cpu_ms(&self) -> f64 {
        self.median(|sample| sample.yimen.cpu_ms)
    }

    fn cpu_ms_command(&self) -> f64 {
        self.median(|sample| sample.yimen.cpu_ms_command)
    }

    fn json(&self) -> Value {
        json!({
            "transitions_per_second": rounded(self.median(|sample| sample.yimen.per_second)),
            "p50_ms": rounded(self.median(|sample| sample.yimen.p50_ms)),
            "p99_ms": rounded(self.median(|sample| sample.yimen.p99_ms)),
            "cpu_ms_per_transition": rounded(self.cpu_ms()),
            "cpu_ms_per_command": rounded(self.cpu_ms_command()),
            "batch": rounded(self.batch()),
            "raw_commits_per_second": rounded(self.median(|sample| sample.raw.per_second)),
            "ratio_raw": rounded(self.ratio_raw()),
        })
    }
}

impl Engine {
    fn at(&self, clients: usize) -> Option<&AtClients> {
        self.groups.iter().find(|group| group.clients == clients)
    }

    /// A figure at a number of clients; NaN where it was not measured.
    fn figure(&self, clients: usize, of: impl Fn(&AtClients) -> f64) -> f64 {
        self.at(clients).map_or(f64::NAN, of)
    }

    /// Processor time at 64 clients over that at one, round by round.
    fn cpu_64_to_1(&self) -> f64 {
        let (Some(one), Some(many)) = (self.at(1), self.at(64)) else { return f64::NAN };
        median(one.samples.iter().zip(&many.samples).map(|(one, many)| many.yimen.cpu_ms / one.yimen.cpu_ms))
    }

    fn targets(&self) -> [Target; 5] {
        [
            Target {
                key: "ratio_raw_8",
                what: "transitions per raw commit at 8 clients",
                measured: self.figure(8, AtClients::ratio_raw),
                bound: Bound::AtLeast(0.5),
            },
            Target {
                key: "cpu_ms_per_transition",
                what: "CPU ms of Yimen and database per transition at 8 clients",
                measured: self.figure(8, AtClients::cpu_ms),
                bound: Bound::AtMost(0.40),
            },
            Target {
                key: "batch_64",
                what: "commands in a batch at 64 clients",
                measured: self.figure(64, AtClients::batch),
                bound: Bound::AtLeast(8.0),
            },
            Target {
                key: "cpu_64_to_1",
                what: "CPU per transition at 64 clients over that at 1",
                measured: self.cpu_64_to_1(),
                bound: Bound::AtMost(0.7),
            },
            Target {
                key: "flat_50",
                what: "CPU of the 50th transition over the first ones, 60 materials",
                measured: self.flat_50,
                bound: Bound::AtMost(1.15),
            },
        ]
    }

    fn json(&self) -> Value {
        let mut object = serde_json::Map::new();
        object.insert("engine".into(), json!(self.name));
        for target in self.targets() {
            object.insert(target.key.into(), rounded(target.measured));
        }
        let reached: Vec<&str> =
            self.targets().iter().filter(|target| target.reached()).map(|target| target.key).collect();
        object.insert("reached".into(), json!(reached));
        let clients: serde_json::Map<String, Value> =
            self.groups.iter().map(|group| (group.clients.to_string(), group.json())).collect();
        object.insert("clients".into(), Value::Object(clients));
        object.insert("flushes_per_second".into(), rounded(self.flushes_per_second));
        object.insert("database_cpu_included".into(), json!(self.database_cpu_included));
        Value::Object(object)
    }
}

impl Report {
    /// Whether every figure on every engine reaches its target.
    pub fn all_reached(&self) -> bool {
        self.engines.iter().all(|engine| engine.targets().iter().all(Target::reached))
    }

    /// One object: the figures on SQLite at the top, PostgreSQL's below `postgres` (null: not measured).
    pub fn json(&self) -> Value {
        let mut engines = self.engines.iter().map(Engine::json);
        let mut object = match engines.next() {
            Some(Value::Object(object)) => object,
            _ => serde_json::Map::new(),
        };
        object.insert("postgres".into(), engines.next().unwrap_or(Value::Null));
        object.insert("machine".into(), json!(self.machine));
        object.insert("rounds".into(), json!(self.rounds));
        object.insert("seconds".into(), json!(self.seconds));
        object.insert("alone".into(), json!(self.alone));
        let calendar = json!({
            "add_ns": rounded(self.calendar.add_ns),
            "add_long_ns": rounded(self.calendar.add_long_ns),
            "loop_ns": rounded(self.calendar.loop_ns),
            "ratio": rounded(self.calendar.ratio),
        });
        object.insert("calendar".into(), calendar);
        Value::Object(object)
    }

    /// Tables for the README.
    pub fn markdown(&self) -> String {
        let machine = &self.machine;
        let names: Vec<&str> = self.engines.iter().map(|engine| engine.name.as_str()).collect();
        let mut text = format!(
            "Measured on {} by Yimen {}: {}, {} cores, Linux {}, {}; {} rounds of {} s each, alternating with the raw \
             loop; load before: {:.1}. A transition is one form sent over HTTP and durable before it is answered; commands are transitions and what \
             follows from them by itself (findings, invitations to rate); a raw \
             commit is one 500-byte insert and one 300-byte update; medians over the rounds.\n\n",
            machine.date,
            machine.yimen,
            machine.cpu,
            machine.cores,
            machine.kernel,
            names.join(", "),
            self.rounds,
            self.seconds,
            machine.load_before,
        );
        if self.alone {
            text.push_str("What follows from a transition by itself was left to wait.\n\n");
        }
        text.push_str(
            "| engine | clients | transitions/s | p50 ms | p99 ms | CPU ms per transition | CPU ms per command | commands per batch | \
             raw commits/s | transitions per raw commit |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n",
        );
        for engine in &self.engines {
            for group in &engine.groups {
                text.push_str(&format!(
                    "| {} | {} | {:.0} | {:.2} | {:.2} | {:.3} | {} | {} | {:.0} | {:.2} |\n",
                    engine.name,
                    group.clients,
                    group.median(|sample| sample.yimen.per_second),
                    group.median(|sample| sample.yimen.p50_ms),
                    group.median(|sample| sample.yimen.p99_ms),
                    group.cpu_ms(),
                    figure(group.cpu_ms_command(), 3),
                    figure(group.batch(), 1),
                    group.median(|sample| sample.raw.per_second),
                    group.ratio_raw(),
                ));
            }
        }
        text.push_str("\n| engine | figure | measured | target | reached |\n|---|---|--:|--:|---|\n");
        for engine in &self.engines {
            for target in engine.targets() {
                let bound = match target.bound {
                    Bound::AtLeast(bound) => format!("at least {bound}"),
                    Bound::AtMost(bound) => format!("at most {bound}"),
                };
                let reached = if target.reached() { "yes" } else { "no" };
                let measured = figure(target.measured, 2);
                text.push_str(&format!(
                    "| {} | {} (`{}`) | {measured} | {bound} | {reached} |\n",
                    engine.name, target.what, target.key
                ));
            }
        }
        for engine in &self.engines {
            text.push_str(&format!(
                "\n{}: the disk does {:.0} flushes of 4 KiB in a second.",
                engine.name, engine.flushes_per_second
            ));
            if !engine.database_cpu_included {
                text.push_str(" The database runs elsewhere, so its CPU time is not included.");
            }
        }
        text.push_str(
            "\nOn SQLite the raw loop's clients wait for each other in SQLite's own busy handler, which sleeps; on \
             PostgreSQL the server groups their commits. The raw loop at 1 client has neither.",
        );
        if self.engines.len() < 2 {
            text.push_str("\nPostgreSQL: not measured, none was given (`--postgres URL`).");
        }
        let calendar = self.calendar;
        text.push_str(&format!(
            "\n`add_working_days`: {:.1} ns for 1 to 60 working days, {:.1} ns for 1 to 1000; a loop day by day takes \
             {:.0} ns for the same 1 to 60, {:.0} times as long.\n",
            calendar.add_ns, calendar.add_long_ns, calendar.loop_ns, calendar.ratio
        ));
        text
    }
}

/// Four significant digits; what was not measured is null.
fn rounded(value: f64) -> Value {
    if !value.is_finite() {
        return Value::Null;
    }
    if value == 0.0 {
        return json!(0.0);
    }
    let scale = 10_f64.powi(3 - value.abs().log10().floor() as i32);
    json!((value * scale).round() / scale)
}

fn figure(value: f64, digits: usize) -> String {
    if value.is_finite() { format!("{value:.digits$}") } else { "not measured".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(per_second: f64, cpu_ms: f64, raw: f64) -> Sample {
        let yimen = Round {
            per_second,
            p50_ms: 1.0,
            p99_ms: 2.0,
            cpu_ms,
            cpu_ms_command: cpu_ms / 1.25,
            batch: Some(9.0),
        };
        Sample { yimen, raw: RawRound { per_second: raw } }
    }

    fn group(clients: usize, samples: Vec<Sample>) -> AtClients {
        AtClients { clients, samples, waiting: Vec::new() }
    }

    fn report(cpu_at_64: f64) -> Report {
        let engine = Engine {
            name: "SQLite 3".into(),
            database_cpu_included: true,
            groups: vec![
                group(1, vec![sample(500.0, 0.4, 900.0); 3]),
                // The disk was three times slower in one round: the ratio of that round stays what it was.
                group(
                    8,
                    vec![sample(600.0, 0.3, 1000.0), sample(200.0, 0.3, 333.0), sample(610.0, 0.3, 1000.0)],
                ),
                group(64, vec![sample(3000.0, cpu_at_64, 1000.0); 3]),
            ],
            flushes_per_second: 1000.0,
            flat_50: 1.01,
        };
        let calendar = CalendarSpeed { add_ns: 5.0, loop_ns: 100.0, ratio: 20.0, add_long_ns: 5.0 };
        let today = calendar::Day::from_ymd(2026, 11, 21).expect("a day");
        Report {
            machine: Machine::here(today),
            rounds: 3,
            seconds: 1,
            alone: false,
            engines: vec![engine],
            calendar,
        }
    }

    #[test]
    fn a_report_of_forms_alone_says_so() {
        let said = "left to wait";
        assert!(!report(0.2).markdown().contains(said));
        let alone = Report { alone: true, ..report(0.2) };
        assert!(alone.markdown().contains(said));
        assert_eq!(alone.json()["alone"], true);
    }

    #[test]
    fn a_ratio_is_the_median_of_the_ratios_of_the_rounds() {
        let json = report(0.2).json();
        assert_eq!(json["ratio_raw_8"], 0.6006);
        assert_eq!(json["cpu_64_to_1"], 0.5);
        assert_eq!(json["batch_64"], 9.0);
        assert_eq!(json["cpu_ms_per_transition"], 0.3);
        assert_eq!(json["flat_50"], 1.01);
        assert_eq!(json["postgres"], Value::Null);
    }

    #[test]
    fn a_target_that_is_missed_is_said_and_so_is_an_engine_that_was_not_measured() {
        let (good, bad) = (report(0.2), report(0.39));
        assert!(good.all_reached() && !bad.all_reached());
        let text = bad.markdown();
        assert!(text.contains("(`cpu_64_to_1`) | 0.97 | at most 0.7 | no |"), "{text}");
        assert!(text.contains("PostgreSQL: not measured, none was given"), "{text}");
        assert!(text.contains("Measured on 2026-11-21"), "{text}");
    }

    #[test]
    fn a_figure_that_was_not_measured_is_null_and_reaches_nothing() {
        let mut report = report(0.2);
        report.engines[0].flat_50 = f64::NAN;
        assert_eq!(report.json()["flat_50"], Value::Null);
        assert!(!report.all_reached());
    }
}

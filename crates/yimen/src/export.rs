//! `yimen export`: the courses of the cases as XES or OCEL 2.0, case by case; in memory is never more than a few of them.

use std::fs::{self, File};
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use catalogue::ItemCode;
use centre::course_log::CourseLog;
use mining::{Course, OcelWriter, XesWriter};
use serde_json::json;

use crate::args::{ExportArgs, ExportFormat};
use crate::config::{Division, Settled};
use crate::outcome::{Outcome, Verdict};
use crate::{logs, opening};

/// Cases held at once.
const HELD: u64 = 200;

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Written {
    cases: u64,
    events: u64,
    until: u64,
}

/// Writes the file and says how much stands in it. Needs no key.
pub fn run(args: &ExportArgs, json: bool) -> Outcome {
    let settled = Settled::read_here(&args.settings.0)?;
    let (level, format) = settled.logs()?;
    logs::start(&level, format)?;
    let item = args.item.as_deref().map(item_code).transpose()?;
    let (url, division) = (settled.database()?, settled.division()?);
    let written = opening::runtime()?.block_on(export(args, &url, division, item))?;
    if json {
        println!("{}", object(args, division, written));
    } else {
        println!(
            "{} cases with {} events written to {}, as the ledger stood at entry {}",
            written.cases,
            written.events,
            args.out.display(),
            written.until
        );
    }
    Ok(Verdict::Right)
}

fn item_code(typed: &str) -> anyhow::Result<ItemCode> {
    ItemCode::parse(typed)
        .map_err(|_| anyhow::anyhow!("{typed:?} is not the code of an item; it stands in the catalogue"))
}

fn object(args: &ExportArgs, division: Division, written: Written) -> serde_json::Value {
    json!({
        "division": division.as_str(),
        "format": match args.format { ExportFormat::Xes => "xes", ExportFormat::Ocel => "ocel" },
        "file": args.out.display().to_string(),
        "cases": written.cases,
        "events": written.events,
        "until": written.until,
    })
}

async fn export(
    args: &ExportArgs,
    url: &str,
    division: Division,
    item: Option<ItemCode>,
) -> anyhow::Result<Written> {
    let store = opening::store_there(url).await?;
    let ledger = opening::ledger(store.clone()).await?;
    store.migrate(centre::schema::MIGRATIONS).await?;
    let log = CourseLog::begin(&ledger, &store, division.as_str(), item, args.with_officers).await?;
    let Some(mut log) = log else {
        bail!("the division {division} has no entries in this database; is it the right one?");
    };
    let part = beside(&args.out, "part");
    let mut file = Output::begin(args, &part, division)
        .with_context(|| format!("{} cannot be written", args.out.display()))?;
    let mut written = Written { until: log.until(), ..Written::default() };
    while let Some(courses) = log.next(HELD).await? {
        for course in courses {
            written.cases += 1;
            written.events += course.happenings.len() as u64;
            file.course(&course).with_context(|| format!("{} cannot be written", args.out.display()))?;
        }
    }
    file.end(&args.out).with_context(|| format!("{} cannot be written", args.out.display()))?;
    Ok(written)
}

/// A file with another ending beside this one.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

/// The file while it is written: under another name, removed when it is not brought to its end.
struct Output {
    log: Option<Log>,
    unfinished: Vec<PathBuf>,
}

enum Log {
    Xes(XesWriter<BufWriter<File>>),
    Ocel(Box<OcelWriter<BufWriter<File>, Spool>>),
}

impl Output {
    fn begin(args: &ExportArgs, part: &Path, division: Division) -> std::io::Result<Output> {
        let mut output = Output { log: None, unfinished: vec![part.to_owned()] };
        let out = BufWriter::new(File::create(part)?);
        output.log = Some(match args.format {
            ExportFormat::Xes => Log::Xes(XesWriter::begin(out, division.as_str())?),
            ExportFormat::Ocel => {
                let objects = beside(&args.out, "objects.part");
                output.unfinished.push(objects.clone());
                Log::Ocel(Box::new(OcelWriter::begin(out, Spool::new(&objects)?)?))
            }
        });
        Ok(output)
    }

    fn course(&mut self, course: &Course) -> std::io::Result<()> {
        match self.log.as_mut().expect("it is ended only by value") {
            Log::Xes(log) => log.course(course),
            Log::Ocel(log) => log.course(course),
        }
    }

    /// Ends the log and gives it its name.
    fn end(mut self, name: &Path) -> std::io::Result<()> {
        let out = match self.log.take().expect("it is ended only once") {
            Log::Xes(log) => log.end()?,
            Log::Ocel(log) => log.end()?,
        };
        out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&self.unfinished[0], name)?;
        self.unfinished.remove(0);
        Ok(())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        self.log = None;
        for path in &self.unfinished {
            // What was never made cannot be removed, and is no reason to stop.
            let _ = fs::remove_file(path);
        }
    }
}

/// The objects of an OCEL log until its events are written: a file that is written through a buffer and read again.
struct Spool(BufWriter<File>);

impl Spool {
    fn new(path: &Path) -> std::io::Result<Spool> {
        let file = File::options().read(true).write(true).create(true).truncate(true).open(path)?;
        Ok(Spool(BufWriter::new(file)))
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

impl Seek for Spool {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}

impl Read for Spool {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        self.0.get_mut().read(bytes)
    }
}

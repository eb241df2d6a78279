//! An item of a real list of another province goes through the same door as any other, and a case of it its whole course.

use std::path::Path;
use std::sync::Arc;

use calendar::LimitUnit;
use casework::{DonePlace, Stage};
use catalogue::import::{claim, guangdong};
use catalogue::item::{ApplicantKind, ItemKind, Level};
use catalogue::lint::{has_errors, lint};
use catalogue::{Item, Organisation, UnitCode};
use centre::act::Act;

use crate::rig::{Rig, citizen, intake, organisation, person, session, window};
use crate::walk::{collect, grant, pickup, step};

/// The first licence of the list that has a limit in working days and several papers, claimed by the county's bureau.
fn licence(organisation: &Organisation) -> Option<Item> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/items/guangdong-items-2021.jsonl.xz");
    let unpacked = std::process::Command::new("xz").arg("-dc").arg(&path).output();
    let lines = String::from_utf8(unpacked.ok().filter(|output| output.status.success())?.stdout).ok()?;
    let unit = organisation.unit(UnitCode::parse("sc").expect("a code")).expect("the bureau");
    let mut items = lines.lines().filter_map(|line| guangdong(line).ok()).filter(|item| {
        item.kind == ItemKind::Licensing
            && item.statutory.is_some()
            && item.promised.limit.unit == LimitUnit::WorkingDays
            && (3..=12).contains(&item.materials.len())
            && item.applicants.contains(&ApplicantKind::NaturalPerson)
    });
    let found = items.find_map(|base| {
        let claimed = claim(&base, unit, Level::County, vec![window("w2")], person("agent.sc"))?;
        (!has_errors(&lint(&claimed, organisation))).then_some(claimed)
    });
    Some(found.expect("one licence of two thousand can be claimed"))
}

pub async fn a_real_licence_goes_its_whole_course(rig: Arc<Rig>) {
    let Some(item) = licence(&organisation()) else {
        println!("skipped: no ../shared/data/items beside the workspace, or no xz to unpack it");
        return;
    };
    println!("{} · {} materials · {}", item.name, item.materials.len(), item.promised.limit);
    rig.open_item(&item).await;
    let entry =
        rig.centre.item_entry(item.short.as_str()).await.expect("it can be read").expect("it is listed");
    assert!(entry.is_live() && *entry.item == item);
    let form = intake(&item, citizen(1), &[]);
    let case = rig.receives("intake2", &form).await;
    rig.does("intake2", case, Act::Accept).await;
    rig.hands_over("intake2", "agent.sc", case).await;
    rig.hands_over("agent.sc", "do.sc", case).await;
    rig.does("do.sc", case, step(DonePlace::Hall)).await;
    let desk = rig.centre.desk(&session("chief.sc")).await.expect("the desk can be read");
    assert_eq!(desk.to_decide.iter().map(|it| it.id).collect::<Vec<_>>(), [case]);
    rig.does("chief.sc", case, grant()).await;
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.does("do.sc", case, Act::Make).await;
    let code = pickup(&rig, case).await;
    rig.does("out", case, collect(&code, &citizen(1).document_number)).await;
    assert!(matches!(rig.file(case).await.stage, Stage::Delivered { .. }));
    let whole = rig.whole(case).await;
    assert_eq!(whole.item.name, item.name);
}

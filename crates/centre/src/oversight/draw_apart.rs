//! The objects of a draw, each with the inspectors who never visit it: whoever had any part in its case (F26).

use casework::Case;
use catalogue::{CaseId, Code, ItemCode, UnitCode, WindowId};
use oversight::draw::{Inspector, OBJECTS_MAX, Object};
use oversight::took_part;
use store::{Statement, Value};

use crate::case::stream_of;
use crate::domain::State;
use crate::scope::one_of;
use crate::{Centre, Fault};

/// Cases that are held in memory at once.
const AT_ONCE: usize = 256;

impl Centre {
    /// The certificates in force of a unit, of these items or of all, whose cases came in at these windows or anywhere. Who took in, carried, handled, confirmed a check, approved or decided a case visits
    /// nobody whose case it was; `inspectors` stand in the order of the list.
    pub(super) async fn draw_objects(
        &self,
        unit: UnitCode,
        (items, windows): (&[ItemCode], Option<&[WindowId]>),
        inspectors: &[Inspector],
    ) -> Result<Vec<Object>, Fault> {
        let mut params: Vec<Value> =
            vec![self.division.as_str().into(), unit.as_str().into(), (OBJECTS_MAX + 1).into()];
        let of_items = match items {
            [] => "1 = 1".to_owned(),
            items => one_of("item", items.iter().map(ItemCode::as_str), &mut params),
        };
        let at_windows = windows.map_or_else(
            || "1 = 1".to_owned(),
            |windows| {
                let at = one_of("c.window_id", windows.iter().map(WindowId::as_str), &mut params);
                format!(
                    "exists (select 1 from case_row c where c.division = certificate_row.division \
                     and c.case_id = certificate_row.case_id and {at})"
                )
            },
        );
        let sql = format!(
            "select certificate, case_id from certificate_row where authority = $2 and division = $1 \
             and state = 'in-force' and {of_items} and {at_windows} order by certificate limit $3"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut objects = Vec::with_capacity(rows.len());
        for some in rows.chunks(AT_ONCE) {
            let mut read = Vec::with_capacity(some.len());
            for row in some {
                let id = Code::parse(row.text(0)?)
                    .map_err(|_| Fault::inside("the number of a certificate is no code"))?;
                let case = CaseId::parse(row.text(1)?).ok().map(stream_of);
                read.push((id, case));
            }
            let streams: Vec<String> = read.iter().filter_map(|(_, case)| case.clone()).collect();
            let states = self.ledger.load_all(&self.division, &streams).await?;
            for (id, case) in read {
                let file = case.and_then(|case| match states.get(&case) {
                    Some(State::Case(Case::Filed(file))) => Some(&**file),
                    _ => None,
                });
                let apart = inspectors
                    .iter()
                    .enumerate()
                    .filter(|(_, it)| file.is_some_and(|file| took_part(file, it.id)));
                let not_by = apart.filter_map(|(place, _)| u16::try_from(place).ok()).collect();
                objects.push(Object { id, not_by });
            }
        }
        // In the order of bytes, whatever the database thinks of letters.
        objects.sort_by_key(|it| it.id);
        Ok(objects)
    }
}

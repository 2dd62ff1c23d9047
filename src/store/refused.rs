//! The acts that were refused: kept beside the log, not in it.

use super::error::StoreError;
use super::tables::REFUSED;
use super::tx::{CasesBy, Tx, decode, encode};
use crate::domain::ids::CaseId;
use crate::domain::refused::RefusedAct;
use redb::{ReadableTable, TableError};

/// How many refused acts of a case are kept: the newest.
const KEPT: usize = 32;

impl Tx {
    /// The acts of a case that were refused, each with the last entry of the log at that moment; in the order in which
    /// they were tried.
    pub fn refused_of(&self, case: &CaseId) -> Result<Vec<(u64, RefusedAct)>, StoreError> {
        match self {
            Self::Write(tx) => rows_of(&tx.open_table(REFUSED)?, case),
            Self::Read(tx) => match tx.open_table(REFUSED) {
                Ok(table) => rows_of(&table, case),
                // A store made before refused acts were kept gets the table with its first one.
                Err(TableError::TableDoesNotExist(_)) => Ok(Vec::new()),
                Err(error) => Err(error.into()),
            },
        }
    }

    /// Keeps an act of a case that was refused after the entry `after`. Of many the oldest is forgotten.
    pub fn put_refused(&self, case: &CaseId, after: u64, act: &RefusedAct) -> Result<(), StoreError> {
        let mut table = self.writer()?.open_table(REFUSED)?;
        let name = case.as_str();
        let last = table.range((name, after, 0)..=(name, after, u32::MAX))?.next_back().transpose()?;
        let number = last.map_or(0, |(key, _)| key.value().2.saturating_add(1));
        table.insert((name, after, number), encode(act).as_slice())?;
        let keys = table.range((name, 0, 0)..=(name, u64::MAX, u32::MAX))?;
        let keys = keys.map(|row| row.map(|(key, _)| (key.value().1, key.value().2)));
        let keys: Vec<(u64, u32)> = keys.collect::<Result<_, _>>()?;
        for (after, number) in &keys[..keys.len().saturating_sub(KEPT)] {
            table.remove((name, *after, *number))?;
        }
        Ok(())
    }

    /// Takes over the acts that were refused in another store up to an entry of its log.
    pub fn copy_refused(&self, from: &Self, last: u64) -> Result<(), StoreError> {
        for case in self.case_ids(&CasesBy::All)? {
            for (after, act) in from.refused_of(&case)?.iter().filter(|(after, _)| *after <= last) {
                self.put_refused(&case, *after, act)?;
            }
        }
        Ok(())
    }

    /// Forgets the refused acts of a case.
    pub fn forget_refused(&self, case: &CaseId) -> Result<(), StoreError> {
        let mut table = self.writer()?.open_table(REFUSED)?;
        let name = case.as_str();
        Ok(table.retain_in((name, 0, 0)..=(name, u64::MAX, u32::MAX), |_, _| false)?)
    }
}

fn rows_of(
    table: &impl ReadableTable<(&'static str, u64, u32), &'static [u8]>,
    case: &CaseId,
) -> Result<Vec<(u64, RefusedAct)>, StoreError> {
    let name = case.as_str();
    let rows = table.range((name, 0, 0)..=(name, u64::MAX, u32::MAX))?.map(|row| {
        let (key, json) = row?;
        Ok((key.value().1, decode("refused", &key.value(), json.value())?))
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::MemoryStore;

    fn act(why: &str) -> RefusedAct {
        let (at, by) = (chrono::DateTime::UNIX_EPOCH, "clerk".to_owned());
        let (verbs, refusal) = (serde_json::json!([]), serde_json::json!({}));
        RefusedAct { at, by, on_behalf: None, why: why.to_owned(), verbs, refusal, place: None }
    }

    #[test]
    fn the_newest_acts_of_each_case_are_kept_in_the_order_in_which_they_were_tried() {
        let (store, case, other) = (MemoryStore::create().unwrap(), "LC-2022-001", "LC-2022-0010");
        let (case, other) = (case.parse().unwrap(), other.parse().unwrap());
        let tx = store.write().unwrap();
        tx.put_refused(&other, 1, &act("other")).unwrap();
        for number in 0..KEPT + 3 {
            tx.put_refused(&case, u64::try_from(number / 4).unwrap(), &act(&number.to_string())).unwrap();
        }
        let kept: Vec<String> = tx.refused_of(&case).unwrap().into_iter().map(|(_, act)| act.why).collect();
        assert_eq!(kept, (3..KEPT + 3).map(|number| number.to_string()).collect::<Vec<_>>());
        tx.forget_refused(&case).unwrap();
        assert!(tx.refused_of(&case).unwrap().is_empty());
        assert_eq!(tx.refused_of(&other).unwrap().len(), 1);
    }

    #[test]
    fn a_store_of_before_they_were_kept_has_none_and_takes_one() {
        let (store, case) = (MemoryStore::create().unwrap(), "LC-2022-001".parse().unwrap());
        let Tx::Write(tx) = store.write().unwrap() else { unreachable!("it writes") };
        assert!(tx.delete_table(REFUSED).unwrap());
        tx.commit().unwrap();
        assert!(store.read().unwrap().refused_of(&case).unwrap().is_empty());
        let tx = store.write().unwrap();
        tx.put_refused(&case, 7, &act("first")).unwrap();
        tx.commit().unwrap();
        assert_eq!(store.read().unwrap().refused_of(&case).unwrap(), [(7, act("first"))]);
    }
}

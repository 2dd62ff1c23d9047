//! `scripts variations`.

use super::diff::{heading, words};
use super::folder;
use crate::cmd::context::Context;
use crate::cmd::failure::CmdError;
use crate::cmd::report::{Report, Table};
use crate::flow::find;
use crate::script::outline::variations;
use clap::Args;
use serde_json::json;
use std::collections::BTreeMap;

/// Arguments of `scripts variations`.
#[derive(Debug, Args)]
pub struct VariationsArgs {
    /// The package (the only one if left out)
    pub package: Option<String>,
}

/// How each district differs from the base, in the scripts of the folder.
pub(super) fn run(args: &VariationsArgs, context: &mut Context) -> Result<Report, CmdError> {
    let package = context.read(|run| find::package(run, args.package.as_deref()))?.value;
    let files = folder(context, &package, None).files()?;
    let groups = variations(&context.app.host().outline(&package, &files)?);
    let names = context
        .read(|run| {
            let mut names = BTreeMap::new();
            for district in groups.iter().filter_map(|group| group.district.clone()) {
                let actor = district.parse().ok().map(|id| run.find_actor(&id)).transpose()?.flatten();
                names.insert(district, actor.map_or_else(String::new, |actor| actor.name.clone()));
            }
            Ok(names)
        })?
        .value;
    let rows = groups.iter().map(|group| {
        let district = group.district.clone().unwrap_or_default();
        let name = names.get(&district).cloned().unwrap_or_default();
        let place = heading(
            context,
            &crate::script::outline::Group { district: None, ..group.clone() },
            &BTreeMap::new(),
        );
        let changes: Vec<String> = group.changes.iter().map(|change| words(context, change, true)).collect();
        vec![district, name, place, changes.join("; ")]
    });
    let headings = ["label-code", "label-name", "label-script", "label-differs"];
    let table = Table {
        headings: headings.iter().map(|key| context.say(key)).collect(),
        rows: rows.collect(),
        empty: context.say("diff-no-variations"),
    };
    Ok(Report::table(table, json!(groups)))
}

//! The reference actors: the units, bodies and agencies of the province, which `init` loads.
//!
//! They are embedded so that a program alone can make a home; the files are in `store/reference/`.

use crate::domain::actor::{Actor, ActorKind};
use crate::domain::ids::{ActorId, MalformedId};
use crate::domain::name::fold;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

const UNITS_FILE: &str = "store/reference/units-2022.json";
const UNITS: &str = include_str!("../../store/reference/units-2022.json");
const BODIES_FILE: &str = "store/reference/bodies-and-agencies-2022.json";
const BODIES: &str = include_str!("../../store/reference/bodies-and-agencies-2022.json");

/// Why the reference data cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// A file has not the shape of its kind.
    #[error("`{file}` is no reference data")]
    Shape {
        /// The file, below the project's folder.
        file: &'static str,
        /// What the reader of JSON found.
        source: serde_json::Error,
    },
    /// A code has not the shape of codes.
    #[error(transparent)]
    Code(#[from] MalformedId),
}

/// All reference actors: bodies, agencies, districts, communes and the two head posts of each commune.
pub fn actors() -> Result<Vec<Actor>, ReferenceError> {
    let bodies: Bodies = parse(BODIES_FILE, BODIES)?;
    let units: Units = parse(UNITS_FILE, UNITS)?;
    let mut actors = provincial(&bodies)?;
    for district in &units.districts {
        actors.push(district_actor(district)?);
    }
    for commune in &units.communes {
        actors.push(commune_actor(commune)?);
    }
    for commune in &units.communes {
        actors.push(post(commune, &SECRETARY)?);
        actors.push(post(commune, &CHAIRMAN)?);
    }
    Ok(actors)
}

#[derive(Deserialize)]
struct Bodies {
    bodies: Vec<Body>,
    agencies: Vec<Agency>,
}

#[derive(Deserialize)]
struct Body {
    code: String,
    name: String,
}

#[derive(Deserialize)]
struct Agency {
    code: String,
    name: String,
    block: Option<String>,
    to_confirm: bool,
}

#[derive(Deserialize)]
struct Units {
    districts: Vec<District>,
    communes: Vec<Commune>,
}

#[derive(Deserialize)]
struct District {
    code: String,
    name: String,
    kind: String,
    full_name: String,
    party_committee: String,
}

#[derive(Deserialize)]
struct Commune {
    code: String,
    name: String,
    kind: String,
    full_name: String,
    district_code: String,
}

/// A head post of a commune.
struct Head {
    suffix: &'static str,
    role: &'static str,
    title: &'static str,
    /// What it heads: as on paper, then as people shorten it.
    organs: &'static [&'static str],
}

const SECRETARY: Head =
    Head { suffix: "BT", role: "secretary", title: "Bí thư", organs: &["Đảng ủy"] };
const CHAIRMAN: Head =
    Head { suffix: "CT", role: "chairman", title: "Chủ tịch", organs: &["Ủy ban nhân dân", "UBND"] };

fn parse<'t, T: Deserialize<'t>>(file: &'static str, text: &'t str) -> Result<T, ReferenceError> {
    serde_json::from_str(text).map_err(|source| ReferenceError::Shape { file, source })
}

/// Bodies and agencies; one that is both, as BTCTU, is an agency that also counts as a body.
fn provincial(file: &Bodies) -> Result<Vec<Actor>, ReferenceError> {
    let mut actors = Vec::new();
    for body in file.bodies.iter().filter(|body| !file.agencies.iter().any(|a| a.code == body.code)) {
        actors.push(Actor {
            aliases: abbreviated(&body.name),
            ..actor(&body.code, ActorKind::Body, &body.name)?
        });
    }
    for agency in &file.agencies {
        let is_body = file.bodies.iter().any(|body| body.code == agency.code);
        let mut fields = BTreeMap::from([("to_confirm".to_owned(), Value::from(agency.to_confirm))]);
        if let Some(block) = &agency.block {
            fields.insert("block".to_owned(), block.as_str().into());
        }
        actors.push(Actor {
            also: if is_body { vec![ActorKind::Body] } else { Vec::new() },
            aliases: abbreviated(&agency.name),
            fields,
            ..actor(&agency.code, ActorKind::Agency, &agency.name)?
        });
    }
    Ok(actors)
}

fn district_actor(unit: &District) -> Result<Actor, ReferenceError> {
    let committee = &unit.party_committee;
    Ok(Actor {
        aliases: vec![
            unit.name.clone(),
            format!("{} {}", short_kind(&unit.kind), unit.name),
            committee.clone(),
            format!("Ban Thường vụ {committee}"),
        ],
        fields: text_fields([
            ("unit_kind", &identifier(&unit.kind)),
            ("committee", committee),
            ("address", &format!("Ban Thường vụ {committee}")),
        ]),
        ..actor(&unit.code, ActorKind::District, &unit.full_name)?
    })
}

fn commune_actor(unit: &Commune) -> Result<Actor, ReferenceError> {
    let committee = format!("Đảng ủy {}", within_name(&unit.full_name));
    Ok(Actor {
        aliases: vec![
            unit.name.clone(),
            format!("{} {}", short_kind(&unit.kind), unit.name),
            committee.clone(),
        ],
        parent: Some(unit.district_code.parse()?),
        fields: text_fields([
            ("unit_kind", &identifier(&unit.kind)),
            ("committee", &committee),
            ("address", &committee),
        ]),
        ..actor(&unit.code, ActorKind::Commune, &unit.full_name)?
    })
}

fn post(commune: &Commune, head: &Head) -> Result<Actor, ReferenceError> {
    let (title, unit) = (head.title, within_name(&commune.full_name));
    let code = format!("{}-{}", commune.code, head.suffix);
    let mut names = head.organs.iter().map(|organ| format!("{title} {organ} {unit}"));
    let name = names.next().unwrap_or_else(|| format!("{title} {unit}"));
    let mut aliases: Vec<String> = names.collect();
    aliases.extend([format!("{title} {unit}"), format!("{title} {}", commune.name)]);
    Ok(Actor {
        aliases,
        parent: Some(commune.code.parse()?),
        fields: text_fields([("role", head.role), ("district", &commune.district_code)]),
        ..actor(&code, ActorKind::Post, &name)?
    })
}

fn actor(code: &str, kind: ActorKind, name: &str) -> Result<Actor, MalformedId> {
    Ok(Actor {
        id: code.parse::<ActorId>()?,
        kind,
        also: Vec::new(),
        name: name.to_owned(),
        aliases: Vec::new(),
        parent: None,
        fields: BTreeMap::new(),
        succession: None,
    })
}

fn text_fields<const N: usize>(fields: [(&str, &str); N]) -> BTreeMap<String, Value> {
    fields.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect()
}

/// `thị trấn` as scripts name it: `thi_tran`.
fn identifier(kind: &str) -> String {
    fold(kind).replace(' ', "_")
}

/// `thị trấn` as people type it before a name: `TT`.
fn short_kind(kind: &str) -> &str {
    match kind {
        "thành phố" => "TP",
        "thị xã" => "TX",
        "huyện" => "H",
        "thị trấn" => "TT",
        "phường" => "P",
        "xã" => "X",
        other => other,
    }
}

/// A unit's name within another name, where its kind is not capitalised: `phường Trần Phú`.
fn within_name(full_name: &str) -> String {
    let mut chars = full_name.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// The name with the long words shortened as everybody types them, if it has any.
fn abbreviated(name: &str) -> Vec<String> {
    const SHORT: [(&str, &str); 4] = [
        ("Ủy ban nhân dân", "UBND"),
        ("Hội đồng nhân dân", "HĐND"),
        ("Đoàn đại biểu Quốc hội", "Đoàn ĐBQH"),
        ("Mặt trận Tổ quốc", "MTTQ"),
    ];
    let short = SHORT.iter().fold(name.to_owned(), |name, (long, short)| name.replace(long, short));
    if short == name { Vec::new() } else { vec![short] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::resolve::{Resolution, resolve};
    use serde_json::json;
    use std::collections::HashSet;

    fn of_kind(kind: ActorKind) -> Vec<Actor> {
        actors().unwrap().into_iter().filter(|actor| actor.is(kind)).collect()
    }

    fn by_code(code: &str) -> Value {
        json!(actors().unwrap().into_iter().find(|actor| actor.id.as_str() == code).unwrap())
    }

    fn codes(kind: ActorKind, typed: &str) -> Vec<String> {
        match resolve(typed, &of_kind(kind)) {
            Resolution::One(actor) => vec![actor.id.to_string()],
            Resolution::Many(actors) => actors.iter().map(|actor| actor.id.to_string()).collect(),
            Resolution::None { .. } => Vec::new(),
        }
    }

    #[test]
    fn the_province_of_2022_is_complete() {
        for (kind, count) in [
            (ActorKind::Body, 5),
            (ActorKind::Agency, 38),
            (ActorKind::District, 13),
            (ActorKind::Commune, 173),
            (ActorKind::Post, 346),
        ] {
            assert_eq!(of_kind(kind).len(), count, "{}", kind.name());
        }
        assert_eq!(actors().unwrap().len(), 574, "BTCTU is one actor, both agency and body");
    }

    #[test]
    fn codes_are_unique_and_every_parent_is_there() {
        let actors = actors().unwrap();
        let codes: HashSet<_> = actors.iter().map(|actor| actor.id.as_str().to_lowercase()).collect();
        assert_eq!(codes.len(), actors.len());
        for parent in actors.iter().filter_map(|actor| actor.parent.as_ref()) {
            assert!(codes.contains(&parent.as_str().to_lowercase()), "{parent}");
        }
        assert!(!actors.iter().any(|actor| actor.parent.as_ref().is_some_and(|p| p.as_str() == "536")));
    }

    #[test]
    fn actors_are_written_as_the_office_writes_them() {
        assert_eq!(
            by_code("535"),
            json!({
                "id": "535", "kind": "district", "name": "Huyện Ba Tơ",
                "aliases": ["Ba Tơ", "H Ba Tơ", "Huyện ủy Ba Tơ", "Ban Thường vụ Huyện ủy Ba Tơ"],
                "fields": {
                    "unit_kind": "huyen",
                    "committee": "Huyện ủy Ba Tơ",
                    "address": "Ban Thường vụ Huyện ủy Ba Tơ"
                },
            })
        );
        assert_eq!(
            by_code("21484"),
            json!({
                "id": "21484", "kind": "commune", "name": "Thị trấn Ba Tơ", "parent": "535",
                "aliases": ["Ba Tơ", "TT Ba Tơ", "Đảng ủy thị trấn Ba Tơ"],
                "fields": {
                    "unit_kind": "thi_tran",
                    "committee": "Đảng ủy thị trấn Ba Tơ",
                    "address": "Đảng ủy thị trấn Ba Tơ"
                },
            })
        );
        assert_eq!(
            by_code("21010-CT"),
            json!({
                "id": "21010-CT", "kind": "post", "name": "Chủ tịch Ủy ban nhân dân phường Lê Hồng Phong", "parent": "21010",
                "aliases": ["Chủ tịch UBND phường Lê Hồng Phong", "Chủ tịch phường Lê Hồng Phong", "Chủ tịch Lê Hồng Phong"],
                "fields": {"role": "chairman", "district": "522"},
            })
        );
        assert_eq!(by_code("21010-BT")["name"], "Bí thư Đảng ủy phường Lê Hồng Phong");
    }

    #[test]
    fn agencies_carry_their_block_unless_it_is_undecided() {
        assert_eq!(
            by_code("BTCTU"),
            json!({
                "id": "BTCTU", "kind": "agency", "also": ["body"], "name": "Ban Tổ chức Tỉnh ủy",
                "fields": {"block": "party", "to_confirm": false},
            })
        );
        assert_eq!(by_code("SNV")["fields"]["block"], "state");
        let undecided: Vec<_> =
            of_kind(ActorKind::Agency).into_iter().filter(|agency| agency.text("block").is_none()).collect();
        assert_eq!(undecided.len(), 1);
        assert_eq!(undecided[0].id.as_str(), "VPDDBQH");
        assert_eq!(undecided[0].aliases, ["Văn phòng Đoàn ĐBQH và HĐND tỉnh"]);
    }

    #[test]
    fn what_people_type_is_found_or_asked_back() {
        use ActorKind::{Agency, Body, Commune, District, Post};
        assert_eq!(codes(Commune, "Nguyễn Nghiêm"), ["21025", "21439"]);
        assert_eq!(codes(Commune, "Binh Thanh"), ["21046", "21091"]);
        assert_eq!(codes(Commune, "Bình Thanh"), ["21091"]);
        assert_eq!(codes(Commune, "ba to"), ["21484", "21523"]);
        assert_eq!(codes(Commune, "TT. Ba To"), ["21484"]);
        assert_eq!(codes(District, "ban thuong vu huyen uy ba to"), ["535"]);
        assert_eq!(codes(District, "THÀNH UỶ QUẢNG NGÃI"), ["522"]);
        assert_eq!(codes(Post, "bí thư phường Nguyễn Nghiêm"), ["21025-BT", "21439-BT"]);
        assert_eq!(codes(Post, "chu tich ubnd xa ba to"), ["21523-CT"]);
        assert_eq!(codes(Post, "21010-bt"), ["21010-BT"]);
        assert_eq!(codes(Agency, "Đài phát thanh – truyền hình Quảng Ngãi"), ["PTQ"]);
        assert_eq!(codes(Agency, "sngv"), ["SNgV"]);
        assert_eq!(codes(Body, "UBND tinh"), ["UBND"]);
        assert!(codes(District, "Sơn Hạ").is_empty(), "a commune is not taken for the district Sơn Hà");
    }
}

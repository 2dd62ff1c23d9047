//! When the moon is new and where the sun stands: all a lunar calendar needs from the sky.
//!
//! Source of the series and their constants: Jean Meeus, *Astronomical Algorithms*, 2nd edition. Chapter 49 (phases
//! of the moon), chapters 25 and 32 with appendix III (the sun from VSOP87), chapter 22 (nutation), chapter 10
//! (Delta-T). Set against a full theory for 1900 to 2100, new moons are within 16 seconds (5 as a rule) and the sun
//! within 1.1″ (0.3″ as a rule), which it covers in 26 seconds.
//!
//! Nearer to midnight than that are one new moon of the past, which is put right below, and none of the sun's entries
//! that matter. Three new moons to come (May 2054, November 2077, October 2085) are within a minute of midnight; their
//! days depend on how the earth will turn until then, which nobody can know. No Tết and no Giỗ Tổ hangs on them.

use super::series::{DELTA_T, EARTH_L0, EARTH_L1, EARTH_L2, MOON, PLANETS};
use std::f64::consts::{PI, TAU};

/// The epoch J2000.0 as a Julian day.
const J2000: f64 = 2_451_545.0;
/// Days in a Julian century.
const CENTURY: f64 = 36_525.0;
/// The new moon of 6 January 2000, from which new moons are counted (Meeus 49.1).
const NEW_MOON_ZERO: f64 = 2_451_550.097_66;
/// The mean length of a lunation in days (Meeus 49.1).
const LUNATION: f64 = 29.530_588_861;
/// The new moon that the series puts 2 seconds before midnight in Viet Nam while it came some 3 seconds after, as
/// 8 July 1967 began: its number, and the days to add.
const HARD_NEW_MOON: (i32, f64) = (-402, 5.0 / 86_400.0);
/// Viet Nam's civil time ahead of UT, in days.
const VIETNAM: f64 = 7.0 / 24.0;

/// The Julian day number of the day on which new moon number `k` (0 is 6 January 2000) falls in Viet Nam.
pub(super) fn new_moon_day(k: i32) -> i32 {
    let correction = if k == HARD_NEW_MOON.0 { HARD_NEW_MOON.1 } else { 0.0 };
    (universal(new_moon(k)) + correction + VIETNAM + 0.5).floor() as i32
}

/// The number of the last new moon that falls on day `jdn` or before it in Viet Nam.
pub(super) fn new_moon_on_or_before(jdn: i32) -> i32 {
    let mut k = ((f64::from(jdn) - NEW_MOON_ZERO) / LUNATION).round() as i32 + 1;
    while new_moon_day(k) > jdn {
        k -= 1;
    }
    k
}

/// In which twelfth of the ecliptic the sun stands when day `jdn` begins in Viet Nam: 0 from the March equinox,
/// 9 from the December solstice.
pub(super) fn sun_twelfth(jdn: i32) -> i32 {
    let midnight = f64::from(jdn) - 0.5 - VIETNAM;
    (sun_longitude(midnight + delta_t(midnight)) / (PI / 6.0)).floor() as i32
}

/// The instant of new moon number `k` as a Julian day in dynamical time (Meeus, chapter 49).
fn new_moon(k: i32) -> f64 {
    let k = f64::from(k);
    let t = k / 1236.85;
    let (t2, t3, t4) = (t * t, t * t * t, t * t * t * t);
    let eccentricity = 1.0 - 0.002_516 * t - 0.000_007_4 * t2;
    let sun = 2.5534 + 29.105_356_70 * k - 0.000_001_4 * t2 - 0.000_000_11 * t3;
    let moon = 201.5643 + 385.816_935_28 * k + 0.010_758_2 * t2 + 0.000_012_38 * t3 - 0.000_000_058 * t4;
    let latitude = 160.7108 + 390.670_502_84 * k - 0.001_611_8 * t2 - 0.000_002_27 * t3 + 0.000_000_011 * t4;
    let node = 124.7746 - 1.563_755_88 * k + 0.002_067_2 * t2 + 0.000_002_15 * t3;

    let mean = NEW_MOON_ZERO + LUNATION * k + 0.000_154_37 * t2 - 0.000_000_150 * t3 + 0.000_000_000_73 * t4;
    let periodic: f64 = MOON
        .iter()
        .map(|&(days, suns, moons, latitudes)| {
            let angle = f64::from(suns) * sun + f64::from(moons) * moon + f64::from(latitudes) * latitude;
            days * eccentricity.powi(suns.abs()) * sine(angle)
        })
        .sum();
    let planets: f64 = PLANETS.iter().map(|&(days, start, rate)| days * sine(start + rate * k)).sum();
    let node = -0.000_17 * sine(node) + 0.000_325 * sine(299.77 + 0.107_408 * k - 0.009_173 * t2);
    mean + periodic + planets + node
}

/// The sine of an angle in degrees.
fn sine(degrees: f64) -> f64 {
    degrees.to_radians().sin()
}

/// The apparent longitude of the sun in radians, 0 to 2π, at a Julian day in dynamical time.
fn sun_longitude(jde: f64) -> f64 {
    let t = (jde - J2000) / CENTURY;
    let millennia = t / 10.0;
    let sum = |series: &[(f64, f64, f64)]| -> f64 {
        series.iter().map(|&(size, phase, rate)| size * (phase + rate * millennia).cos()).sum()
    };
    let earth = (sum(EARTH_L0) + millennia * (sum(EARTH_L1) + millennia * sum(EARTH_L2))) * 1e-8;
    let anomaly = (357.5291 + 35_999.050_3 * t).to_radians();
    let distance = 1.000_14 - 0.016_71 * anomaly.cos();
    // The sun is seen where it was when its light left (aberration), in the frame of the FK5 stars.
    let seconds = -20.4898 / distance - 0.090_33 + nutation(t);
    (earth + PI + (seconds / 3600.0).to_radians()).rem_euclid(TAU)
}

/// The nutation in longitude in seconds of arc (Meeus, chapter 22, the short form).
fn nutation(t: f64) -> f64 {
    let node = 125.044_52 - 1_934.136_261 * t;
    let sun = 280.4665 + 36_000.769_8 * t;
    let moon = 218.3165 + 481_267.881_3 * t;
    -17.20 * sine(node) - 1.32 * sine(2.0 * sun) - 0.23 * sine(2.0 * moon) + 0.21 * sine(2.0 * node)
}

/// Dynamical time as universal time, both as Julian days.
fn universal(jde: f64) -> f64 {
    jde - delta_t(jde)
}

/// How far dynamical time is ahead of universal time, in days; between the table's years on a straight line.
fn delta_t(jd: f64) -> f64 {
    let year = (2000.0 + (jd - J2000) / 365.25).clamp(DELTA_T[0].0, DELTA_T[DELTA_T.len() - 1].0);
    let after = DELTA_T.partition_point(|&(at, _)| at <= year).clamp(1, DELTA_T.len() - 1);
    let ((from, a), (to, b)) = (DELTA_T[after - 1], DELTA_T[after]);
    (a + (b - a) * (year - from) / (to - from)) / 86_400.0
}

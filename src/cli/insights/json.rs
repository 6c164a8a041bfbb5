//! Insights as JSON. The words are a promise to scripts.

use super::super::env::Env;
use super::super::view;
use super::Topic;
use crate::domain::Objection;
use crate::exchange::json::Json;
use crate::learn::hours::HALF_HOURS;
use crate::learn::{DayClass, Profile};

/// The estimate that the pace is given for, in seconds.
pub(super) const HOUR_S: u32 = 3600;

pub(super) fn print(env: &mut Env, profile: &Profile, topics: &[Topic<'_>]) {
    let answer = view::answer(|json| {
        json.field("as_of", profile.as_of.to_string());
        json.array_field("types", |json| {
            for topic in topics {
                json.object_item(|json| fields(json, profile, *topic));
            }
        });
        json.object_field("all", |json| fields(json, profile, Topic::all(profile)));
        json.object_field("lessons", |json| {
            let tally = profile.tally;
            json.field("taught", u64::from(tally.taught))
                .field("too_short", u64::from(tally.too_short))
                .field("forgotten", u64::from(tally.forgotten))
                .field("inferred", u64::from(tally.inferred));
        });
        match profile.verdict {
            None => drop(json.field("verdict", None::<u32>)),
            Some(verdict) => drop(json.object_field("verdict", |json| {
                json.field("as_of", verdict.as_of.to_string())
                    .field("predicted", u64::from(verdict.predicted))
                    .field("hours_hold", verdict.hours_hold);
            })),
        }
    });
    env.printer.json(&answer);
}

fn fields(json: &mut Json, profile: &Profile, topic: Topic<'_>) {
    let curve = topic.curve;
    json.field("type", topic.name)
        .field("sessions", u64::from(curve.sessions))
        .field("rated", u64::from(curve.rated))
        .field("claim", curve.claim.strength().word())
        .field("z", curve.claim.z());
    let objection = topic.objection(profile);
    json.field("objection", objection.map(Objection::word));
    json.field("used", profile.is_used(topic.kind));
    json.array_field("curve", |json| {
        for class in DayClass::ALL {
            for half_hour in 0..HALF_HOURS {
                let point = curve.point(class, half_hour);
                let weight = if objection.is_some() { 1.0 } else { point.weight() };
                json.object_item(|json| {
                    json.field("day", class.word())
                        .field("minute", half_hour as u64 * 30)
                        .field("mean", point.mean)
                        .field("low", point.low())
                        .field("high", point.high())
                        .field("weight", weight)
                        .field("n", point.n);
                });
            }
        }
    });
    json.array_field("peaks", |json| {
        for peak in profile.recommended(curve) {
            json.object_item(|json| {
                json.field("day", peak.class.word())
                    .field("start", crate::app::insights::words::clock(peak.start_min))
                    .field("end", crate::app::insights::words::clock(peak.end_min))
                    .field("gain", peak.gain)
                    .field("low", peak.low)
                    .field("high", peak.high);
            });
        }
    });
    json.object_field("pace", |json| {
        let said = profile.pace.predict(topic.kind, HOUR_S);
        let ratio = |level| said.at(level) / f64::from(HOUR_S);
        json.field("p50", ratio(0.5)).field("p80", ratio(0.8)).field("p90", ratio(0.9));
        json.field("n", u64::from(profile.pace.count(topic.kind)));
    });
}

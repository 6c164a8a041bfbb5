//! Tables as spreadsheets and people write them, and what nobody should.

use super::super::import::told::told;
use super::{Options, Reader, parse_map};
use crate::domain::Zone;

pub(in crate::exchange) fn options(map: &str) -> Options {
    Options { map: parse_map(map).unwrap(), ..Options::default() }
}

fn read(text: &str, options: Options) -> String {
    told(&mut Reader::new(options), text.as_bytes())
}

pub(in crate::exchange) const LOG: &str = "person,task,type,start,end,interrupt_min,task_plan_min,task_actual_min\n\
    96,20849,review,2011-09-16 03:03:00,2011-09-16 03:11:00,0,60.0,8.0\n\
    96,20863,admin,2011-09-16 04:09:00,2011-09-16 04:17:00,2,27.92700005,8.0\n\
    97,7,code,2011-09-16 05:00:00,2011-09-16 05:10:00,0,5.0,8.0\n\
    96,20849,review,2011-09-17 03:03:00,2011-09-17 03:11:00,0,60.0,8.0\n\
    96,20864,test,2011-09-17 04:00:00,2011-09-17 04:00:00,0,,\n";
pub(in crate::exchange) const MAP: &str =
    "task=task,type=type,start=start,end=end,lost_min=interrupt_min,estimate_min=task_plan_min";

#[test]
fn a_log_of_several_people_is_read_for_one() {
    let wheres = vec![("person".into(), "96".into())];
    insta::assert_snapshot!(read(LOG, Options { wheres, ..options(MAP) }), @r#"
    session 2011-09-16T03:03:00-03:11:00 "task 20849" type:review (csv)
    session 2011-09-16T04:09:00-04:17:00 "task 20863" type:admin lost:120 (csv)
    session 2011-09-17T03:03:00-03:11:00 "task 20849" type:review (csv)
    type test
    done "task 20849" type:review est:3600 created:2011-09-16T03:03 closed:2011-09-17T03:11
    done "task 20863" type:admin est:1676 created:2011-09-16T04:09 closed:2011-09-16T04:17
    unknown, line 1: task_actual_min
    note, 1: `--where` leaves a row out
    note, 1: a stretch of no length is left out
    "#);
}

#[test]
fn columns_that_are_called_like_fields_need_no_mapping() {
    let text = "\u{feff}Title;Project;Type;Date;Start;Duration;Focus;Outcome;Note\r\n\
        \"Draft; \"\"two\"\"\nlines\";My paper;Writing;20.11.2026;9:00;1:30;4;progressed;x\r\n\
        ;;meetings;20.11.2026;11:00;45m;;;\r\n;;;;;;;;\r\n\r\n\
        Pair;;pairing;2026-11-20;13:00;1h;6;;\r\n";
    insta::assert_snapshot!(read(text, Options::default()), @r#"
    session 2026-11-20T09:00:00-10:30:00 "Draft; \"two\" lines" type:writing focus:4 progressed note:"x" (csv)
    session 2026-11-20T11:00:00-11:45:00 "-" type:meetings (csv)
    type pairing
    done "Draft; \"two\" lines" project:My-paper type:writing created:2026-11-20T09:00 closed:2026-11-20T10:30
    error, line 7: `focus` is `6`, not a number from 1 to 5
    note, 1: a name had characters that names have not here; they became `-`
    "#);
}

#[test]
fn rows_without_a_start_are_tasks() {
    let text =
        "what\tplan\tstate\tby\nWrite\t2\tdone\t2026-11-27\nRead\t0\t\t27.11.2026 12:00\n\tx\t\t\n";
    insta::assert_snapshot!(read(text, options("title=what,estimate_h=plan,status=state,deadline=by")), @r#"
    done "Write" est:7200 due:2026-11-27T17:30! created:2026-11-23T12:00 closed:2026-11-23T12:00
    open "Read" due:2026-11-27T12:00! created:2026-11-23T12:00
    error, line 4: `task` and `title` are empty
    "#);
}

#[test]
fn what_can_not_be_read_is_told_with_its_line() {
    let text = "s,e,t,f,l\n2026-11-20 09:00,2026-11-20 08:00,a,,\n\n\"2026-11-20\n09:00\",,a,,\n\
        11/20/2026 09:00,,a,,\n2026-11-20 09:00,,a,,\n2026-11-20 09:00,2026-11-20 10:00,a,9,\n\
        2026-11-20 09:00,2026-11-20 10:00,a,,-5\n,2026-11-20 10:00,a\n2099-11-20 09:00,2099-11-20 10:00,a\n\
        2026-11-20 09:00,2026-11-20 10:00,a,,120\n";
    insta::assert_snapshot!(read(text, options("start=s,end=e,title=t,focus=f,lost_min=l")), @r#"
    session 2026-11-20T09:00:00-10:00:00 "a" lost:7200 (csv)
    done "a" created:2026-11-20T09:00 closed:2026-11-20T10:00
    error, line 2: the end (2026-11-20T08:00:00+01:00) is before the start (2026-11-20T09:00:00+01:00)
    error, line 4: `end` is empty, and so is `duration`
    error, line 6: `start` is `11/20/2026 09:00`, not a date and time of the years 1900 to 2200
    error, line 7: `end` is empty, and so is `duration`
    error, line 8: `focus` is `9`, not a number from 1 to 5
    error, line 9: `lost` is `-5`, not a number from 0 on
    error, line 10: `start` is empty
    error, line 11: it is in the future (2099-11-20T10:00:00+01:00)
    note, 1: interruptions take all of a session: nothing of it counts as work
    "#);
    insta::assert_snapshot!(read(text, options("start=Start,end=e")), @"error, line 1: there is no column `Start`; there are `s`, `e`, `t`, `f`, `l`");
    insta::assert_snapshot!(read("a,b\n1,2\n", Options::default()), @"error, line 1: no column is a `start`, a `task` or a `title`; say which with `--map 'start=Column,...'`");
}

#[test]
fn times_are_those_of_the_zone_and_in_the_format_that_is_said() {
    let options = Options {
        date_format: Some("%m/%d/%y %I:%M %p".into()),
        zone: Zone::parse("America/New_York"),
        delimiter: Some(b'|'),
        ..options("start=#1,duration_h=#2,title=#3")
    };
    insta::assert_snapshot!(read("a|b|c\n11/20/26 09:00 AM|1,5|x\n", options), @r#"
    session 2026-11-20T09:00:00-10:30:00 "x" (csv)
    done "x" created:2026-11-20T09:00 closed:2026-11-20T10:30
    "#);
}

#[test]
fn a_quote_that_is_never_closed_is_given_up() {
    let mut bytes = b"title,note\n\"".to_vec();
    bytes.extend(std::iter::repeat_n(b'x', 9 << 20));
    let mut reader = Reader::new(Options::default());
    insta::assert_snapshot!(told(&mut reader, &bytes), @"error, line 2: the row is longer than 4 MiB or 4096 columns; is a quote never closed?");
}

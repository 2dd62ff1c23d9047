//! Dates and terms.

use crate::domain::calendar::{Rule, Term as DomainTerm, Unit};
use crate::domain::day;
use crate::flow::{FlowError, bad_term};
use crate::script::fault::InScript as _;
use crate::script::handle::{Date, Term};
use crate::script::map::wrong_value;
use crate::script::slot::run;
use chrono::Datelike as _;
use rhai::plugin::*;
use rhai::{EvalAltResult, NativeCallContext};

type Answer<T> = Result<T, Box<EvalAltResult>>;

fn counted(ctx: &NativeCallContext<'_>, count: i64, unit: Unit) -> Answer<Term> {
    match u32::try_from(count) {
        Ok(count) if count > 0 => Ok(Term { term: DomainTerm::of(count, unit), default_of: None }),
        _ => wrong_value("a number of days from 1", &count.into()).in_script(ctx),
    }
}

/// The same term with one rule more.
fn ruled(term: &Term, rule: Rule) -> Term {
    let rules = term.term.rules.with(rule);
    Term { term: term.term.with(rules), default_of: term.default_of.clone() }
}

/// Functions of the noun.
#[export_module]
pub mod api {
    /// The day of the run, in Viet Nam.
    /// vi: Ngày đang làm việc, theo giờ Việt Nam.
    /// ```rhai
    /// today().year >= 2022
    /// ```
    #[rhai_fn(return_raw)]
    pub fn today(ctx: NativeCallContext) -> Answer<Date> {
        Ok(Date(run(&ctx)?.today()))
    }

    /// A date from text: `2022-10-03` or `3/10/2022`. An error when there is no such day.
    /// vi: Ngày đọc từ chữ: `2022-10-03` hoặc `3/10/2022`. Không có ngày ấy thì báo lỗi.
    /// ```rhai
    /// date("3/10/2022") == date("2022-10-03")
    /// ```
    #[rhai_fn(return_raw)]
    pub fn date(ctx: NativeCallContext, text: &str) -> Answer<Date> {
        match day::parse(text) {
            Some(date) => Ok(Date(date)),
            None => wrong_value("a date such as 3/10/2022", &text.to_owned().into()).in_script(&ctx),
        }
    }

    /// The year of a date.
    /// vi: Năm của một ngày.
    /// ```rhai
    /// date("3/10/2022").year == 2022
    /// ```
    #[rhai_fn(get = "year", pure)]
    pub fn year(date: &mut Date) -> i64 {
        i64::from(date.0.year())
    }

    /// The month of a date, 1 to 12.
    /// vi: Tháng của một ngày, 1 đến 12.
    /// ```rhai
    /// date("3/10/2022").month == 10
    /// ```
    #[rhai_fn(get = "month", pure)]
    pub fn month(date: &mut Date) -> i64 {
        i64::from(date.0.month())
    }

    /// The day of the month of a date.
    /// vi: Ngày trong tháng.
    /// ```rhai
    /// date("3/10/2022").day == 3
    /// ```
    #[rhai_fn(get = "day", pure)]
    pub fn day_of_month(date: &mut Date) -> i64 {
        i64::from(date.0.day())
    }

    /// A date as offices print it.
    /// vi: Ngày viết theo lối cơ quan.
    /// ```rhai
    /// date("2022-10-03").text == "03/10/2022"
    /// ```
    #[rhai_fn(get = "text", name = "to_string", name = "to_debug", pure)]
    pub fn text(date: &mut Date) -> String {
        day::vietnamese(date.0)
    }

    /// A term in working days.
    /// vi: Thời hạn tính bằng ngày làm việc.
    /// ```rhai
    /// date("30/9/2022") + working_days(1) == date("3/10/2022")
    /// ```
    #[rhai_fn(return_raw)]
    pub fn working_days(ctx: NativeCallContext, count: i64) -> Answer<Term> {
        counted(&ctx, count, Unit::WorkingDays)
    }

    /// A term in days; one that ends on a day off rolls to the next working day.
    /// vi: Thời hạn tính bằng ngày; hết hạn vào ngày nghỉ thì chuyển sang ngày làm việc kế tiếp.
    /// ```rhai
    /// date("3/10/2022") + days(2) == date("5/10/2022")
    /// ```
    #[rhai_fn(return_raw)]
    pub fn days(ctx: NativeCallContext, count: i64) -> Answer<Term> {
        counted(&ctx, count, Unit::Days)
    }

    /// A term in weeks.
    /// vi: Thời hạn tính bằng tuần.
    /// ```rhai
    /// date("3/10/2022") + weeks(1) == date("10/10/2022")
    /// ```
    #[rhai_fn(return_raw)]
    pub fn weeks(ctx: NativeCallContext, count: i64) -> Answer<Term> {
        counted(&ctx, count, Unit::Weeks)
    }

    /// A term in months.
    /// vi: Thời hạn tính bằng tháng.
    /// ```rhai
    /// date("3/10/2022") + months(1) == date("3/11/2022")
    /// ```
    #[rhai_fn(return_raw)]
    pub fn months(ctx: NativeCallContext, count: i64) -> Answer<Term> {
        counted(&ctx, count, Unit::Months)
    }

    /// A term from text, in the words of a letter: `10 ngày làm việc`, `1 tháng`. Rules that are not the usual ones
    /// stand in brackets. An error when it is none.
    /// vi: Thời hạn đọc từ chữ như trong văn bản: `10 ngày làm việc`, `1 tháng`. Quy tắc khác thường ghi trong
    /// ngoặc; không đọc được thì báo lỗi.
    /// ```rhai
    /// term("10 ngày làm việc (tính cả ngày đầu)") == working_days(10).first_day_counts()
    /// ```
    #[rhai_fn(return_raw)]
    pub fn term(ctx: NativeCallContext, text: &str) -> Answer<Term> {
        match text.parse::<DomainTerm>() {
            Ok(term) => Ok(Term { term, default_of: None }),
            Err(error) => Err(bad_term(text, &error)).in_script(&ctx),
        }
    }

    /// The same term with its first day counted.
    /// vi: Thời hạn ấy, nhưng tính cả ngày đầu.
    /// ```rhai
    /// date("3/10/2022") + working_days(5).first_day_counts() == date("7/10/2022")
    /// ```
    #[rhai_fn(pure)]
    pub fn first_day_counts(term: &mut Term) -> Term {
        ruled(term, Rule::FirstDayCounts)
    }

    /// The same term, but if it ends on a day off it rolls back to the last working day before.
    /// vi: Thời hạn ấy, nhưng rơi vào ngày nghỉ thì lấy ngày làm việc liền trước.
    /// ```rhai
    /// date("3/10/2022") + days(5).rolls_back() == date("7/10/2022")
    /// ```
    #[rhai_fn(pure)]
    pub fn rolls_back(term: &mut Term) -> Term {
        ruled(term, Rule::RollsBack)
    }

    /// The same term, but if it ends on a day off it ends there all the same.
    /// vi: Thời hạn ấy, nhưng được phép hết vào ngày nghỉ.
    /// ```rhai
    /// date("3/10/2022") + days(5).may_end_on_day_off() == date("8/10/2022")
    /// ```
    #[rhai_fn(pure)]
    pub fn may_end_on_day_off(term: &mut Term) -> Term {
        ruled(term, Rule::MayEndOnDayOff)
    }

    /// The same term, but from the last day of a month it leads to the last day of a month.
    /// vi: Thời hạn ấy, nhưng từ ngày cuối tháng thì đến ngày cuối tháng.
    /// ```rhai
    /// date("28/2/2023") + months(1).keeps_month_end() == date("31/3/2023")
    /// ```
    #[rhai_fn(pure)]
    pub fn keeps_month_end(term: &mut Term) -> Term {
        ruled(term, Rule::LastDayStaysLast)
    }

    /// Whether two terms are the same in count, unit and rules.
    /// vi: Hai thời hạn có giống nhau về số, đơn vị và quy tắc không.
    /// ```rhai
    /// term("2 tuần") == weeks(2)
    /// ```
    #[rhai_fn(name = "==")]
    pub fn same_term(a: Term, b: Term) -> bool {
        a.term == b.term
    }

    /// Whether two terms differ in count, unit or rules.
    /// vi: Hai thời hạn có khác nhau không.
    /// ```rhai
    /// days(10) != working_days(10)
    /// ```
    #[rhai_fn(name = "!=")]
    pub fn other_term(a: Term, b: Term) -> bool {
        a.term != b.term
    }

    /// A term in the words of a letter.
    /// vi: Thời hạn viết bằng chữ như trong văn bản.
    /// ```rhai
    /// working_days(15).text == "15 ngày làm việc"
    /// ```
    #[rhai_fn(get = "text", name = "to_string", name = "to_debug", pure)]
    pub fn term_text(term: &mut Term) -> String {
        term.term.vietnamese()
    }

    /// The day on which a term from a date ends.
    /// vi: Ngày hết một thời hạn tính từ một ngày.
    /// ```rhai
    /// date("3/10/2022") + working_days(5) == date("10/10/2022")
    /// ```
    #[rhai_fn(name = "+", return_raw)]
    pub fn plus(ctx: NativeCallContext, date: Date, term: Term) -> Answer<Date> {
        let calendar = run(&ctx)?.calendar().in_script(&ctx)?;
        calendar.add(date.0, term.term).map(|sum| Date(sum.date)).map_err(FlowError::from).in_script(&ctx)
    }

    /// Days from one date to another.
    /// vi: Số ngày từ ngày này đến ngày kia.
    /// ```rhai
    /// date("5/10/2022") - date("3/10/2022") == 2
    /// ```
    #[rhai_fn(name = "-")]
    pub fn minus(a: Date, b: Date) -> i64 {
        (a.0 - b.0).num_days()
    }

    /// Working days after one date up to another.
    /// vi: Số ngày làm việc sau ngày thứ nhất, đến hết ngày thứ hai.
    /// ```rhai
    /// working_days_between(date("3/10/2022"), date("10/10/2022")) == 5
    /// ```
    #[rhai_fn(return_raw)]
    pub fn working_days_between(ctx: NativeCallContext, from: Date, to: Date) -> Answer<i64> {
        Ok(run(&ctx)?.calendar().in_script(&ctx)?.working_days_between(from.0, to.0))
    }

    /// Whether a date is a working day.
    /// vi: Có phải ngày làm việc không.
    /// ```rhai
    /// !is_working_day(date("2/10/2022"))
    /// ```
    #[rhai_fn(return_raw)]
    pub fn is_working_day(ctx: NativeCallContext, date: Date) -> Answer<bool> {
        Ok(run(&ctx)?.calendar().in_script(&ctx)?.is_working(date.0))
    }

    /// Whether two dates are the same day.
    /// vi: Có phải cùng một ngày không.
    /// ```rhai
    /// date("3/10/2022") == date("03-10-2022")
    /// ```
    #[rhai_fn(name = "==")]
    pub fn equals(a: Date, b: Date) -> bool {
        a == b
    }

    /// Whether two dates are different days.
    /// vi: Có phải hai ngày khác nhau không.
    /// ```rhai
    /// date("3/10/2022") != date("4/10/2022")
    /// ```
    #[rhai_fn(name = "!=")]
    pub fn differs(a: Date, b: Date) -> bool {
        a != b
    }

    /// Whether a date is before another.
    /// vi: Ngày trước có sớm hơn ngày sau không.
    /// ```rhai
    /// date("3/10/2022") < date("4/10/2022")
    /// ```
    #[rhai_fn(name = "<")]
    pub fn before(a: Date, b: Date) -> bool {
        a < b
    }

    /// Whether a date is another or before it.
    /// vi: Ngày trước có sớm hơn hoặc bằng ngày sau không.
    /// ```rhai
    /// date("3/10/2022") <= date("3/10/2022")
    /// ```
    #[rhai_fn(name = "<=")]
    pub fn not_after(a: Date, b: Date) -> bool {
        a <= b
    }

    /// Whether a date is after another.
    /// vi: Ngày trước có muộn hơn ngày sau không.
    /// ```rhai
    /// date("4/10/2022") > date("3/10/2022")
    /// ```
    #[rhai_fn(name = ">")]
    pub fn after(a: Date, b: Date) -> bool {
        a > b
    }

    /// Whether a date is another or after it.
    /// vi: Ngày trước có muộn hơn hoặc bằng ngày sau không.
    /// ```rhai
    /// date("4/10/2022") >= date("3/10/2022")
    /// ```
    #[rhai_fn(name = ">=")]
    pub fn not_before(a: Date, b: Date) -> bool {
        a >= b
    }
}

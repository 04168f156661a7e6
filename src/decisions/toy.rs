//! Futures made up for tests.

use crate::chance::{Future, Normal, Purpose};
use rand_distr::Distribution;

/// One number a future, uniform on (0, 1); other columns are independent.
pub(super) fn uniform(seed: u64, column: u32, futures: u32) -> Vec<f64> {
    let draw = |future| Future::new(seed, future).address(Purpose::Event, 0, column).uniform(0);
    (0..futures).map(draw).collect()
}

/// The same, standard normal.
pub(super) fn normal(seed: u64, column: u32, futures: u32) -> Vec<f64> {
    let stream = |future| Future::new(seed, future).address(Purpose::Parameter, 0, column).stream();
    (0..futures).map(|future| Normal.sample(&mut stream(future))).collect()
}

/// A number of each future from others of it.
pub(super) fn each(columns: &[&[f64]], result: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let row = |future| columns.iter().map(|column| column[future]).collect::<Vec<_>>();
    (0..columns[0].len()).map(|future| result(&row(future))).collect()
}

/// The orders in which futures are put to see whether it matters: backwards, by lot, by each column.
pub(super) fn orders(columns: &[&[f64]]) -> Vec<Vec<usize>> {
    let futures: Vec<usize> = (0..columns[0].len()).collect();
    let mut orders = vec![futures.iter().rev().copied().collect()];
    let lot = |&future: &usize| crate::chance::mix(future as u64 + 99);
    let by = |key: &dyn Fn(&usize, &usize) -> std::cmp::Ordering| {
        let mut order = futures.clone();
        order.sort_by(key);
        order
    };
    orders.push(by(&|a, b| lot(a).cmp(&lot(b))));
    orders.extend(columns.iter().map(|column| by(&|&a, &b| column[a].total_cmp(&column[b]))));
    orders
}

/// A column with its futures in another order.
pub(super) fn permuted<T: Copy>(column: &[T], order: &[usize]) -> Vec<T> {
    order.iter().map(|&future| column[future]).collect()
}

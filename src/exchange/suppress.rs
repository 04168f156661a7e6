//! Suppresses counts of children: hides small counts, and as many others as it takes so that nobody can work the small
//! ones out from the totals.
//!
//! A count under [`LEAST`], 0 included, is hidden wherever it stands, in a cell or in a margin. Further counts are
//! hidden until the following holds for each hidden count: of all tables of counts that agree with what is shown, some
//! have 0 there and some have [`LEAST`] - 1. So a reader can work out no more of a small count than the rule itself
//! says. All hidden counts have the same mark, since a reader who could distinguish the small ones from the others
//! would learn more.
//! reader who knew the small ones from the others would know more.
//!
//! A table with margins is a network: rows and columns are its nodes, cells and margins its edges. A count can change
//! without any visible change where a cycle leads over hidden edges, up and down in turn. The cheapest such cycle, with
//! the count as its cost, is what is hidden in addition.
//!
//! The project does this itself because no Rust crate does.
//!
//! The guarantee holds for one table. Two tables of the same children that are shown side by side must be suppressed as
//! one, or share no more than a total.

/// The smallest count that is shown.
pub const LEAST: u32 = 6;
/// The mark that replaces a hidden count.
pub const MARK: &str = "c";
/// How many times as expensive it is to hide a total as to hide a cell of the same count.
const MARGIN: u64 = 4;

/// A table as it may be shown, with its margins; `None` where a count is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The cells in row-major order.
    pub cells: Vec<Option<u32>>,
    /// The total of each row.
    pub rows: Vec<Option<u32>>,
    /// The total of each column.
    pub columns: Vec<Option<u32>>,
    /// The total of the table.
    pub total: Option<u32>,
}

impl Shown {
    /// The number of hidden counts, margins included.
    pub fn hidden(&self) -> usize {
        let all = self.cells.iter().chain(&self.rows).chain(&self.columns).chain([&self.total]);
        all.filter(|count| count.is_none()).count()
    }
}

/// Suppresses a table of counts given in row-major order. It works out the totals and fills up an incomplete last row
/// with 0.
pub fn suppress(columns: usize, cells: &[u32]) -> Shown {
    let columns = columns.max(1);
    let mut network = Network::new(columns, cells);
    for edge in 0..network.counts.len() {
        let count = network.counts[edge];
        if count < u64::from(LEAST) {
            network.protect(edge, true, u64::from(LEAST) - 1 - count);
            network.protect(edge, false, count);
        }
    }
    network.shown()
}

/// Suppresses a list of counts with its total.
pub fn suppress_list(counts: &[u32]) -> (Vec<Option<u32>>, Option<u32>) {
    let shown = suppress(counts.len(), counts);
    (shown.cells, shown.total)
}

/// The table with its margins as one more row and one more column.
struct Network {
    rows: usize,
    columns: usize,
    counts: Vec<u64>,
    hidden: Vec<bool>,
}

impl Network {
    fn new(inner: usize, cells: &[u32]) -> Network {
        let (rows, columns) = (cells.len().div_ceil(inner) + 1, inner + 1);
        let mut counts = vec![0; rows * columns];
        for (index, &cell) in cells.iter().enumerate() {
            let (row, column) = (index / inner, index % inner);
            for row in [row, rows - 1] {
                for column in [column, columns - 1] {
                    counts[row * columns + column] += u64::from(cell);
                }
            }
        }
        let hidden = counts.iter().map(|&count| count < u64::from(LEAST)).collect();
        Network { rows, columns, counts, hidden }
    }

    fn is_margin(&self, edge: usize) -> bool {
        (edge / self.columns + 1 == self.rows) != (edge % self.columns + 1 == self.columns)
    }

    /// The cost of hiding an edge.
    fn cost(&self, edge: usize) -> u64 {
        match self.hidden[edge] {
            true => 0,
            false if edge / self.columns + 1 < self.rows && edge % self.columns + 1 < self.columns => {
                self.counts[edge] + 1
            }
            false => MARGIN * self.counts[edge] + 1,
        }
    }

    /// Hides what is needed so that the count of an edge could be this much larger or smaller.
    fn protect(&mut self, edge: usize, up: bool, mut by: u64) {
        let mut counts = self.counts.clone();
        while by > 0 {
            // There is always a cycle: over the totals of its row, its column and the table.
            let Some((way, room)) = self.way(edge, up, &counts) else { return };
            let step = by.min(room);
            for (edge, rises) in way {
                self.hidden[edge] = true;
                counts[edge] = if rises { counts[edge] + step } else { counts[edge] - step };
            }
            by -= step;
        }
    }

    /// The cheapest cycle by which an edge's count can rise or fall while every sum stays: its other edges, whether
    /// each rises, and by how much it can.
    fn way(&self, edge: usize, up: bool, counts: &[u64]) -> Option<(Vec<(usize, bool)>, u64)> {
        let (rows, columns) = (self.rows, self.columns);
        // Rows come first among the nodes, then columns. The cycle leads from the edge's column to its row. A margin
        // stands on the other side of its equations, so it moves in the opposite direction.
        let (start, end) = (rows + edge % columns, edge / columns);
        let against = up != self.is_margin(edge);
        let step = |from: usize, to: usize| {
            let (between, rises) = if from < rows {
                (from * columns + to - rows, against)
            } else {
                (to * columns + from - rows, !against)
            };
            (between, rises != self.is_margin(between))
        };
        let nodes = rows + columns;
        let mut reached: Vec<Option<(u64, usize)>> = vec![None; nodes];
        let mut settled = vec![false; nodes];
        reached[start] = Some((0, start));
        loop {
            let open = (0..nodes).filter(|&node| !settled[node]);
            let (so_far, node) = open.filter_map(|node| Some((reached[node]?.0, node))).min()?;
            if node == end {
                break;
            }
            settled[node] = true;
            for next in if node < rows { rows..nodes } else { 0..rows } {
                let (between, rises) = step(node, next);
                if between == edge || settled[next] || (!rises && counts[between] == 0) {
                    continue;
                }
                let cost = so_far + self.cost(between);
                if reached[next].is_none_or(|(known, _)| cost < known) {
                    reached[next] = Some((cost, node));
                }
            }
        }
        let (mut way, mut room, mut node) = (Vec::new(), u64::MAX, end);
        while node != start {
            let from = reached[node]?.1;
            let (between, rises) = step(from, node);
            if !rises {
                room = room.min(counts[between]);
            }
            way.push((between, rises));
            node = from;
        }
        Some((way, room))
    }

    fn shown(&self) -> Shown {
        let at = |row: usize, column: usize| {
            let edge = row * self.columns + column;
            // A total beyond four thousand million is not a count of children.
            if self.hidden[edge] { None } else { u32::try_from(self.counts[edge]).ok() }
        };
        let (rows, columns) = (self.rows - 1, self.columns - 1);
        Shown {
            cells: (0..rows * columns).map(|cell| at(cell / columns, cell % columns)).collect(),
            rows: (0..rows).map(|row| at(row, columns)).collect(),
            columns: (0..columns).map(|column| at(rows, column)).collect(),
            total: at(rows, columns),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What an outsider sees: the table with its margins as its last row and column.
    fn seen(columns: usize, shown: &Shown) -> Vec<Vec<Option<u32>>> {
        let mut rows: Vec<Vec<Option<u32>>> = Vec::new();
        for (cells, total) in shown.cells.chunks(columns).zip(&shown.rows) {
            rows.push(cells.iter().copied().chain([*total]).collect());
        }
        rows.push(shown.columns.iter().copied().chain([shown.total]).collect());
        rows
    }

    /// Every sum that an outsider knows to hold: places with the sign in which they stand in it.
    fn sums(rows: usize, columns: usize) -> Vec<Vec<(usize, f64)>> {
        let sign = |is_last: bool| if is_last { -1.0 } else { 1.0 };
        let across = (0..rows).map(|row| {
            (0..columns).map(|column| (row * columns + column, sign(column + 1 == columns))).collect()
        });
        let down = (0..columns)
            .map(|column| (0..rows).map(|row| (row * columns + column, sign(row + 1 == rows))).collect());
        across.chain(down).collect()
    }

    /// An outsider who solves the sums: the places whose counts follow, with the counts.
    fn solved(table: &[Vec<Option<u32>>]) -> Vec<(usize, f64)> {
        let columns = table[0].len();
        let flat: Vec<Option<u32>> = table.concat();
        let unknown: Vec<usize> = (0..flat.len()).filter(|&place| flat[place].is_none()).collect();
        let width = unknown.len();
        let mut system: Vec<Vec<f64>> = sums(table.len(), columns)
            .into_iter()
            .map(|sum| {
                let mut line = vec![0.0; width + 1];
                for (place, sign) in sum {
                    match flat[place] {
                        Some(count) => line[width] -= sign * f64::from(count),
                        None => line[unknown.iter().position(|&other| other == place).unwrap()] += sign,
                    }
                }
                line
            })
            .collect();
        let mut pivot = 0;
        for column in 0..width {
            let Some(found) = (pivot..system.len()).find(|&line| system[line][column].abs() > 1e-9) else {
                continue;
            };
            system.swap(pivot, found);
            let by = system[pivot][column];
            system[pivot].iter_mut().for_each(|value| *value /= by);
            let lead = system[pivot].clone();
            for (index, line) in system.iter_mut().enumerate() {
                let factor = line[column];
                if index != pivot && factor != 0.0 {
                    line.iter_mut().zip(&lead).for_each(|(value, lead)| *value -= factor * lead);
                }
            }
            pivot += 1;
        }
        let mut follows = Vec::new();
        for line in system {
            let left: Vec<usize> = (0..width).filter(|&column| line[column].abs() > 1e-9).collect();
            if let [column] = left[..] {
                follows.push((unknown[column], line[width] / line[column]));
            }
        }
        follows
    }

    /// An outsider who knows besides that no count is below 0: what each place can be at least and
    /// at most, as far as sum after sum shows it.
    fn bounds(table: &[Vec<Option<u32>>]) -> Vec<(f64, f64)> {
        let flat: Vec<Option<u32>> = table.concat();
        let known = |count: Option<u32>| count.map_or((0.0, f64::INFINITY), |n| (f64::from(n), f64::from(n)));
        let mut bounds: Vec<(f64, f64)> = flat.into_iter().map(known).collect();
        for _ in 0..20 {
            for sum in sums(table.len(), table[0].len()) {
                for &(place, sign) in &sum {
                    let (mut low, mut high) = (0.0, 0.0);
                    for &(other, other_sign) in sum.iter().filter(|(other, _)| *other != place) {
                        let by = -sign * other_sign;
                        let (least, most) = bounds[other];
                        low += if by > 0.0 { least } else { -most };
                        high += if by > 0.0 { most } else { -least };
                    }
                    let (least, most) = bounds[place];
                    bounds[place] = (least.max(low), most.min(high));
                }
            }
        }
        bounds
    }

    /// An outsider who finds all tables that agree with what is shown: how far a count can fall or rise, up to
    /// `most`. Where it can go on, it does so by 1, round a ring of hidden counts.
    fn moves(table: &[Vec<Option<u32>>], truth: &[u64], place: usize, rises: bool, most: u64) -> u64 {
        let (rows, columns) = (table.len(), table[0].len());
        let flat = table.concat();
        // With margins below 0, every row and every column sums to 0.
        let is_plus = |place: usize| (place / columns + 1 == rows) == (place % columns + 1 == columns);
        let mut counts = truth.to_vec();
        let (start, end) = (place / columns, rows + place % columns);
        let up = rises == is_plus(place);
        let most = if rises { most } else { most.min(truth[place]) };
        for moved in 0..most {
            // Rows, then columns: the place by which each was reached.
            let mut by: Vec<Option<usize>> = vec![None; rows + columns];
            let mut open = vec![start];
            while let Some(node) = open.pop() {
                for other in (0..flat.len()).filter(|&other| flat[other].is_none() && other != place) {
                    let ends = (other / columns, rows + other % columns);
                    let (here, there) = if node < rows { ends } else { (ends.1, ends.0) };
                    let other_rises = (up != (node < rows)) == is_plus(other);
                    let is_free = there != start && by[there].is_none();
                    if here == node && is_free && (other_rises || counts[other] > 0) {
                        by[there] = Some(other);
                        open.push(there);
                    }
                }
            }
            let mut node = end;
            while node != start {
                let Some(other) = by[node] else { return moved };
                let other_rises = (up != (node >= rows)) == is_plus(other);
                counts[other] = if other_rises { counts[other] + 1 } else { counts[other] - 1 };
                node = if node < rows { rows + other % columns } else { other / columns };
            }
        }
        most
    }

    fn small_are_hidden(columns: usize, cells: &[u32]) {
        let shown = suppress(columns, cells);
        let truth = Network::new(columns, cells);
        let table = seen(columns, &shown);
        for (place, count) in table.concat().into_iter().enumerate() {
            if let Some(count) = count {
                assert!(count >= LEAST && u64::from(count) == truth.counts[place]);
            }
        }
        assert_eq!(solved(&table), [], "{cells:?} in {columns} columns: {shown:?}");
        for (place, (least, most)) in bounds(&table).into_iter().enumerate() {
            let count = truth.counts[place];
            if count < u64::from(LEAST) {
                assert!(least <= 0.0 && most >= 5.0, "{cells:?}: place {place} is {least} to {most}");
                let (falls, rises) = (count, u64::from(LEAST) - 1 - count);
                assert_eq!(moves(&table, &truth.counts, place, false, falls), falls, "{cells:?}: {place}");
                assert_eq!(moves(&table, &truth.counts, place, true, rises), rises, "{cells:?}: {place}");
            }
        }
    }

    /// Each of these gives a count away if it is hidden with room on one side only.
    #[test]
    fn a_small_count_has_room_to_fall_and_to_rise() {
        // Four that hide one another let the 3 rise, but fall by no more than the 1 across from it.
        small_are_hidden(3, &[3, 40, 90, 50, 1, 80, 70, 60, 95]);
        // Two that hide one another let each fall, but rise by no more than the other has.
        small_are_hidden(3, &[1, 1, 50]);
    }

    #[test]
    fn a_small_count_takes_a_second_one_in_its_row_and_its_column_with_it() {
        let shown = suppress(3, &[20, 3, 40, 50, 60, 70, 80, 90, 30]);
        assert_eq!(shown.hidden(), 4, "a small count and three others round it: {shown:?}");
        assert_eq!(shown.cells[1], None);
        assert!(shown.rows.iter().chain(&shown.columns).all(Option::is_some), "totals stay");
        assert_eq!(shown.total, Some(443));
    }

    #[test]
    fn nothing_is_hidden_where_nothing_is_small() {
        let shown = suppress(2, &[6, 7, 8, 9]);
        assert_eq!(shown.hidden(), 0);
        assert_eq!((shown.rows, shown.columns), (vec![Some(13), Some(17)], vec![Some(14), Some(16)]));
        assert_eq!(
            suppress(3, &[]),
            Shown { cells: vec![], rows: vec![], columns: vec![None; 3], total: None }
        );
    }

    #[test]
    fn a_list_hides_a_second_count_or_its_total() {
        assert_eq!(suppress_list(&[3, 9, 50]), (vec![None, None, Some(50)], Some(62)));
        // Nothing else can give way, so the total must.
        assert_eq!(suppress_list(&[4]), (vec![None], None));
        assert_eq!(suppress_list(&[7, 8]), (vec![Some(7), Some(8)], Some(15)));
    }

    #[test]
    fn an_outsider_solves_what_is_hidden_by_halves() {
        // The adversary of these tests is worth something: without the second count it succeeds.
        let table = [
            vec![None, Some(10), Some(13)],
            vec![Some(8), Some(9), Some(17)],
            vec![Some(11), Some(19), Some(30)],
        ];
        assert_eq!(solved(&table), [(0, 3.0)]);
        assert_eq!(bounds(&table)[0], (3.0, 3.0));
        let truth = [3, 10, 13, 8, 9, 17, 11, 19, 30];
        assert_eq!([false, true].map(|rises| moves(&table, &truth, 0, rises, 3)), [0, 0]);
        // Two that are hidden with nothing between them: no count is below 0.
        let nothing =
            [vec![None, None, Some(0)], vec![None, None, Some(17)], vec![Some(8), Some(9), Some(17)]];
        assert_eq!(solved(&nothing), []);
        assert_eq!(bounds(&nothing)[0], (0.0, 0.0));
        assert_eq!(moves(&nothing, &[0, 0, 0, 8, 9, 17, 8, 9, 17], 0, true, 5), 0);
        // Two with 7 between them.
        let seven =
            [vec![None, None, Some(7)], vec![None, None, Some(17)], vec![Some(8), Some(16), Some(24)]];
        let truth = [2, 5, 7, 6, 11, 17, 8, 16, 24];
        assert_eq!([false, true].map(|rises| moves(&seven, &truth, 0, rises, 9)), [2, 5]);
    }

    /// Every small table by trial: the outsider tries all tables there are.
    #[test]
    fn whoever_tries_all_tables_finds_every_small_count_possible() {
        for code in 0..10_u32.pow(4) {
            let cells =
                [code % 10, code / 10 % 10, code / 100 % 10, code / 1000].map(|digit| digit + digit / 8);
            let shown = suppress(2, &cells);
            if shown.hidden() == 0 {
                continue;
            }
            let mut possible = [[false; LEAST as usize]; 4];
            let fits = |shown: Option<u32>, count: u32| shown.is_none_or(|shown| shown == count);
            let tries = |cell: usize| match shown.cells[cell] {
                Some(count) => count..=count,
                None => 0..=18,
            };
            for a in tries(0) {
                for b in tries(1).filter(|b| fits(shown.rows[0], a + b)) {
                    for c in tries(2).filter(|c| fits(shown.columns[0], a + c)) {
                        for d in tries(3) {
                            if fits(shown.rows[1], c + d)
                                && fits(shown.columns[1], b + d)
                                && fits(shown.total, a + b + c + d)
                            {
                                for (cell, count) in [a, b, c, d].into_iter().enumerate() {
                                    if count < LEAST {
                                        possible[cell][count as usize] = true;
                                    }
                                }
                            }
                        }
                    }
                }
            }
            for (cell, possible) in possible.iter().enumerate() {
                assert!(
                    cells[cell] >= LEAST || possible.iter().all(|&is| is),
                    "{cells:?}, cell {cell}: {shown:?}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn no_outsider_works_a_count_out(
            columns in 1_usize..7,
            cells in proptest::collection::vec(prop_oneof![Just(0_u32), 0_u32..12, 0_u32..300], 1..60),
        ) {
            small_are_hidden(columns, &cells);
        }

        #[test]
        fn sparse_tables_keep_their_secret_too(
            columns in 1_usize..14,
            cells in proptest::collection::vec(prop_oneof![9 => Just(0_u32), 1 => 0_u32..9], 1..120),
        ) {
            small_are_hidden(columns, &cells);
        }
    }
}

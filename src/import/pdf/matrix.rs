//! Where things stand: the transformations of a page.

/// A transformation: where the unit along x, the unit along y and the origin come to lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix {
    along: (f64, f64),
    up: (f64, f64),
    origin: (f64, f64),
}

impl Matrix {
    pub const IDENTITY: Self = Self::new([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// From the six numbers that PDF writes.
    const fn new(numbers: [f64; 6]) -> Self {
        Self { along: (numbers[0], numbers[1]), up: (numbers[2], numbers[3]), origin: (numbers[4], numbers[5]) }
    }

    /// From six operands; `None` if one is missing.
    pub fn of(numbers: &[f64]) -> Option<Self> {
        numbers.first_chunk().copied().map(Self::new)
    }

    pub fn shift(x: f64, y: f64) -> Self {
        Self { origin: (x, y), ..Self::IDENTITY }
    }

    /// First this one, then `outer`.
    pub fn then(self, outer: Self) -> Self {
        Self {
            along: outer.vector(self.along.0, self.along.1),
            up: outer.vector(self.up.0, self.up.1),
            origin: outer.point(self.origin.0, self.origin.1),
        }
    }

    pub fn point(self, x: f64, y: f64) -> (f64, f64) {
        let (along, up) = self.vector(x, y);
        (along + self.origin.0, up + self.origin.1)
    }

    /// A direction with its length: the origin is no matter.
    pub fn vector(self, x: f64, y: f64) -> (f64, f64) {
        (self.along.0 * x + self.up.0 * y, self.along.1 * x + self.up.1 * y)
    }

    /// From the coordinates of a page box to points from its upper left corner, `quarters` turned clockwise.
    pub fn of_page([x0, y0, x1, y1]: [f64; 4], quarters: u8) -> Self {
        Self::new(match quarters % 4 {
            0 => [1.0, 0.0, 0.0, -1.0, -x0, y1],
            1 => [0.0, 1.0, 1.0, 0.0, -y0, -x0],
            2 => [-1.0, 0.0, 0.0, 1.0, x1, -y0],
            _ => [0.0, -1.0, -1.0, 0.0, y1, x1],
        })
    }
}

/// The way a line of text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    Right,
    Down,
    Left,
    Up,
}

impl Run {
    pub const ALL: [Self; 4] = [Self::Right, Self::Down, Self::Left, Self::Up];

    /// The way of a direction; `None` aslant, as watermarks run.
    pub fn of((x, y): (f64, f64)) -> Option<Self> {
        if x.abs() > y.abs() * 20.0 {
            Some(if x > 0.0 { Self::Right } else { Self::Left })
        } else if y.abs() > x.abs() * 20.0 {
            Some(if y > 0.0 { Self::Down } else { Self::Up })
        } else {
            None
        }
    }

    /// The place on a page turned so that lines which run this way run to the right.
    pub fn upright(self, (x, y): (f64, f64), (width, height): (f64, f64)) -> (f64, f64) {
        match self {
            Self::Right => (x, y),
            Self::Down => (y, width - x),
            Self::Left => (width - x, height - y),
            Self::Up => (height - y, x),
        }
    }

    /// The height of that page.
    pub fn upright_height(self, (width, height): (f64, f64)) -> f64 {
        match self {
            Self::Right | Self::Left => height,
            Self::Down | Self::Up => width,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_page_has_its_corners_where_one_sees_them() {
        let page = [10.0, 20.0, 110.0, 220.0];
        assert_eq!(Matrix::of_page(page, 0).point(10.0, 220.0), (0.0, 0.0));
        assert_eq!(Matrix::of_page(page, 1).point(10.0, 20.0), (0.0, 0.0));
        assert_eq!(Matrix::of_page(page, 2).point(110.0, 20.0), (0.0, 0.0));
        assert_eq!(Matrix::of_page(page, 3).point(110.0, 220.0), (0.0, 0.0));
    }

    #[test]
    fn lines_that_run_up_are_turned_to_run_right() {
        assert_eq!(Run::of((0.0, -5.0)), Some(Run::Up));
        let (first, next) = (Run::Up.upright((30.0, 90.0), (100.0, 100.0)), Run::Up.upright((30.0, 80.0), (100.0, 100.0)));
        assert!(first.0 < next.0 && first.1.total_cmp(&next.1).is_eq());
        assert_eq!(Run::of((1.0, 1.0)), None);
    }
}

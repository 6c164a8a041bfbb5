//! The linear algebra of the fit: Cholesky's factor of a symmetric positive definite matrix of some hundred rows, and
//! its inverse. Rows are contiguous and every inner loop runs along rows, so the compiler makes vector code of it.

/// The lower triangle of a square matrix, row after row with the full stride.
#[derive(Clone, Debug)]
pub(super) struct Lower {
    size: usize,
    cells: Vec<f64>,
}

impl Lower {
    pub(super) fn zero(size: usize) -> Lower {
        Lower { size, cells: vec![0.0; size * size] }
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// The row up to and including the diagonal.
    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.cells[row * self.size..][..=row]
    }

    pub(super) fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.cells[row * self.size..][..=row]
    }

    /// Cholesky's factor `L` with `A = L L'`, in place. `None` when the matrix isn't positive definite.
    pub(super) fn factored(mut self) -> Option<Lower> {
        for i in 0..self.size {
            let (above, here) = self.cells.split_at_mut(i * self.size);
            let row = &mut here[..=i];
            for j in 0..i {
                let factor = &above[j * self.size..][..=j];
                row[j] = (row[j] - dot(&row[..j], &factor[..j])) / factor[j];
            }
            let pivot = row[i] - dot(&row[..i], &row[..i]);
            if !(pivot > 0.0 && pivot.is_finite()) {
                return None;
            }
            row[i] = pivot.sqrt();
        }
        Some(self)
    }

    /// The inverse of a factor: lower too.
    pub(super) fn inverted(&self) -> Lower {
        let mut inverse = Lower::zero(self.size);
        for i in 0..self.size {
            let (above, here) = inverse.cells.split_at_mut(i * self.size);
            let (factor, row) = (self.row(i), &mut here[..=i]);
            for (k, &weight) in factor[..i].iter().enumerate() {
                add_scaled(&mut row[..=k], -weight, &above[k * self.size..][..=k]);
            }
            row[i] = 1.0;
            for cell in row {
                *cell /= factor[i];
            }
        }
        inverse
    }

    /// The solution `x` of `L x = y` for a factor.
    pub(super) fn solved(&self, mut vector: Vec<f64>) -> Vec<f64> {
        for i in 0..self.size {
            let row = self.row(i);
            vector[i] = (vector[i] - dot(&row[..i], &vector[..i])) / row[i];
        }
        vector
    }

    /// The product of the transpose with a vector.
    pub(super) fn transposed_times(&self, vector: &[f64]) -> Vec<f64> {
        let mut product = vec![0.0; self.size];
        for (i, &weight) in vector.iter().enumerate() {
            add_scaled(&mut product[..=i], weight, self.row(i));
        }
        product
    }

    /// The logarithm of a factor's determinant.
    pub(super) fn ln_determinant(&self) -> f64 {
        (0..self.size).map(|i| self.row(i)[i].ln()).sum()
    }
}

/// The inner product, in eight lanes (as many sums as a processor keeps under way): a fixed order of summation, so a
/// fixed result.
pub(super) fn dot(left: &[f64], right: &[f64]) -> f64 {
    let mut lanes = [0.0; 8];
    let (lefts, rights) = (left.chunks_exact(8), right.chunks_exact(8));
    let rest: f64 = lefts.remainder().iter().zip(rights.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in lefts.zip(rights) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    lanes.iter().sum::<f64>() + rest
}

/// `target += weight * source`.
pub(super) fn add_scaled(target: &mut [f64], weight: f64, source: &[f64]) {
    for (cell, value) in target.iter_mut().zip(source) {
        *cell += weight * value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lower(rows: &[&[f64]]) -> Lower {
        let mut matrix = Lower::zero(rows.len());
        for (at, row) in rows.iter().enumerate() {
            matrix.row_mut(at).copy_from_slice(row);
        }
        matrix
    }

    #[test]
    fn a_factor_worked_by_hand() {
        // [4 2; 2 5] = [2 0; 1 2] [2 1; 0 2], and the inverse of the factor is [1/2 0; -1/4 1/2].
        let factor = lower(&[&[4.0], &[2.0, 5.0]]).factored().unwrap();
        assert_eq!((factor.row(0), factor.row(1)), (&[2.0][..], &[1.0, 2.0][..]));
        let inverse = factor.inverted();
        assert_eq!((inverse.row(0), inverse.row(1)), (&[0.5][..], &[-0.25, 0.5][..]));
        assert!((factor.ln_determinant() - 4f64.ln()).abs() < 1e-15);
    }

    #[test]
    fn a_matrix_that_is_not_positive_definite_has_no_factor() {
        assert!(lower(&[&[1.0], &[2.0, 1.0]]).factored().is_none());
        assert!(lower(&[&[f64::NAN]]).factored().is_none());
    }

    proptest! {
        #[test]
        fn factor_and_inverse_give_the_matrix_and_the_identity_back(
            seed in prop::collection::vec(-1.0f64..1.0, 400), size in 1usize..20,
        ) {
            let value = |i: usize, j: usize| seed[i * 20 + j];
            let product = |i: usize, j: usize| -> f64 {
                (0..size).map(|k| value(i, k) * value(j, k)).sum::<f64>() + f64::from(u8::from(i == j))
            };
            let mut matrix = Lower::zero(size);
            for i in 0..size {
                for j in 0..=i {
                    matrix.row_mut(i)[j] = product(i, j);
                }
            }
            let factor = matrix.factored().unwrap();
            let inverse = factor.inverted();
            for i in 0..size {
                for j in 0..=i {
                    prop_assert!((dot(&factor.row(i)[..=j], factor.row(j)) - product(i, j)).abs() < 1e-10);
                }
                let unit: Vec<f64> = (0..size).map(|k| f64::from(u8::from(k == i))).collect();
                // A^-1 A e = e.
                let column: Vec<f64> = (0..size).map(|k| product(k, i)).collect();
                let back = inverse.transposed_times(&factor.solved(column));
                prop_assert!(back.iter().zip(&unit).all(|(x, y)| (x - y).abs() < 1e-9));
            }
        }
    }
}

//! Flat areas of one colour: the page, bubbles, cards, bars. Pixels next to each other belong together when they hardly
//! differ, so a slow gradient is one area and a hairline parts two. How much "hardly" is comes from the picture's own noise.

use super::{Raster, Region};

/// A colour.
pub type Rgb = [u8; 3];

/// An area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Its extent in pixels of the picture.
    pub at: Region,
    /// Its pixels in the raster.
    pub count: u32,
    /// Its mean colour.
    pub colour: Rgb,
}

/// The areas of a picture.
#[derive(Debug)]
pub struct Ground<'a> {
    raster: &'a Raster,
    /// Area of each raster pixel.
    of: Vec<u32>,
    /// Areas by number.
    pub areas: Vec<Area>,
    /// Raster pixels per thousand picture pixels, inverted: picture pixels per raster pixel.
    step: f32,
}

/// The largest difference of a channel.
#[inline(always)]
pub fn apart(a: Rgb, b: Rgb) -> u8 {
    a[0].abs_diff(b[0]).max(a[1].abs_diff(b[1])).max(a[2].abs_diff(b[2]))
}

/// Brightness, 0 to 255 (ITU-R BT.601 weights).
pub fn bright(c: Rgb) -> u32 {
    (299 * u32::from(c[0]) + 587 * u32::from(c[1]) + 114 * u32::from(c[2])) / 1000
}

/// Largest less smallest channel: 0 for grey.
pub fn colourful(c: Rgb) -> u8 {
    c.iter().max().unwrap_or(&0) - c.iter().min().unwrap_or(&0)
}

impl<'a> Ground<'a> {
    /// Finds the areas. A raster whose bytes do not fit its size has none.
    pub fn new(raster: &'a Raster) -> Ground<'a> {
        let (w, h) = (raster.width, raster.height);
        let step = raster.step.max(1) as f32 / 1000.0;
        if w == 0 || h == 0 || raster.rgb.len() != w.saturating_mul(h).saturating_mul(3) {
            return Ground { raster, of: Vec::new(), areas: Vec::new(), step };
        }
        let limit = tolerance(raster);
        let pixels: Vec<Rgb> = raster.rgb.chunks_exact(3).map(|c| [c[0], c[1], c[2]]).collect();
        // Runs of like pixels in a row first, then runs that touch: a tenth of the joins that pixels would take.
        let mut of = Vec::with_capacity(w * h);
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        let mut parent: Vec<u32> = Vec::new();
        for (y, row) in pixels.chunks_exact(w).enumerate() {
            let mut joined = (u32::MAX, u32::MAX);
            for (x, pixel) in row.iter().enumerate() {
                if x == 0 || apart(row[x - 1], *pixel) > limit {
                    parent.push(runs.len() as u32);
                    runs.push((x, x, y));
                }
                let run = runs.len() as u32 - 1;
                runs[run as usize].1 = x;
                of.push(run);
                if y > 0 {
                    let above = (y - 1) * w + x;
                    if (of[above], run) != joined && apart(pixels[above], *pixel) <= limit {
                        joined = (of[above], run);
                        join(&mut parent, of[above], run);
                    }
                }
            }
        }
        let mut number = vec![u32::MAX; runs.len()];
        let mut grown: Vec<(usize, usize, usize, usize, u32, [u64; 3])> = Vec::new();
        for (run, (x0, x1, y)) in runs.iter().copied().enumerate() {
            // The root is the first run of its area, so that areas are numbered in reading order.
            let root = find(&mut parent, run as u32) as usize;
            if number[root] == u32::MAX {
                number[root] = grown.len() as u32;
                grown.push((w, 0, h, 0, 0, [0; 3]));
            }
            number[run] = number[root];
            let area = &mut grown[number[run] as usize];
            (area.0, area.1, area.2, area.3, area.4) = (area.0.min(x0), area.1.max(x1), area.2.min(y), area.3.max(y), area.4 + (x1 - x0 + 1) as u32);
            let sum = pixels[y * w + x0..=y * w + x1].iter().fold([0u32; 3], |sum, c| [sum[0] + u32::from(c[0]), sum[1] + u32::from(c[1]), sum[2] + u32::from(c[2])]);
            area.5.iter_mut().zip(sum).for_each(|(s, c)| *s += u64::from(c));
        }
        of.iter_mut().for_each(|run| *run = number[*run as usize]);
        let scale = |v: usize| (v as f32 * step).round() as i32;
        let areas = grown.into_iter().map(|(x0, x1, y0, y1, count, sum)| Area {
            at: Region { x: scale(x0), y: scale(y0), w: scale(x1 + 1) - scale(x0), h: scale(y1 + 1) - scale(y0) },
            count,
            colour: sum.map(|s| (s / u64::from(count.max(1))) as u8),
        });
        let areas = areas.collect();
        Ground { raster, of, areas, step }
    }

    /// The area most of a region lies on, ink left out: the largest share among areas big enough to be a ground.
    pub fn under(&self, at: Region) -> Option<usize> {
        let mut shares: Vec<(u32, u32)> = Vec::new();
        let least = ((at.w as f32 * at.h as f32) / (self.step * self.step) / 40.0).max(12.0) as u32;
        self.each(at, |_, _, area, _| {
            if self.areas[area as usize].count >= least {
                match shares.iter_mut().find(|s| s.0 == area) {
                    Some(share) => share.1 += 1,
                    None => shares.push((area, 1)),
                }
            }
        });
        shares.iter().max_by_key(|s| (s.1, std::cmp::Reverse(s.0))).map(|s| s.0 as usize)
    }

    /// The area at a point.
    pub fn at(&self, x: i32, y: i32) -> Option<usize> {
        let (x, y) = self.inside(x, y)?;
        self.of.get(y * self.raster.width + x).map(|a| *a as usize)
    }

    /// The colour at a point.
    pub fn colour(&self, x: i32, y: i32) -> Option<Rgb> {
        let (x, y) = self.inside(x, y)?;
        let at = (y * self.raster.width + x) * 3;
        self.raster.rgb.get(at..at + 3).map(|c| [c[0], c[1], c[2]])
    }

    fn inside(&self, x: i32, y: i32) -> Option<(usize, usize)> {
        let (x, y) = ((x as f32 / self.step) as i32, (y as f32 / self.step) as i32);
        (x >= 0 && y >= 0 && (x as usize) < self.raster.width && (y as usize) < self.raster.height).then_some((x as usize, y as usize))
    }

    /// Each raster pixel of a region: place in the raster, area, colour.
    #[inline]
    pub fn each(&self, at: Region, mut then: impl FnMut(usize, usize, u32, Rgb)) {
        if self.of.is_empty() {
            return;
        }
        let low = |v: i32| (v.max(0) as f32 / self.step) as usize;
        let high = |v: i32, most: usize| ((v.max(0) as f32 / self.step).ceil() as usize).min(most);
        let (left, right) = (low(at.x), high(at.right(), self.raster.width));
        if left >= right {
            return;
        }
        for y in low(at.y)..high(at.bottom(), self.raster.height) {
            let (from, until) = (y * self.raster.width + left, y * self.raster.width + right);
            for (x, (area, colour)) in (left..).zip(self.of[from..until].iter().zip(self.raster.rgb[from * 3..until * 3].chunks_exact(3))) {
                then(x, y, *area, [colour[0], colour[1], colour[2]]);
            }
        }
    }

    /// The colour of what is written on a ground: the mean of the pixels furthest from it.
    pub fn ink(&self, at: Region, ground: Rgb) -> Rgb {
        let mut pixels: Vec<(u8, Rgb)> = Vec::new();
        self.each(at, |_, _, _, colour| pixels.push((apart(colour, ground), colour)));
        pixels.sort_by(|a, b| b.cmp(a));
        let few = &pixels[..(pixels.len() / 12).clamp(usize::from(!pixels.is_empty()), 400).min(pixels.len())];
        let mut sum = [0u32; 3];
        few.iter().for_each(|p| sum.iter_mut().zip(p.1).for_each(|(s, c)| *s += u32::from(c)));
        sum.map(|s| (s / few.len().max(1) as u32) as u8)
    }

    /// The share, in hundredths, of a region's pixels that differ from a colour by more than `limit`.
    pub fn marked(&self, at: Region, ground: Rgb, limit: u8) -> u32 {
        let (mut all, mut marked) = (0u32, 0u32);
        self.each(at, |_, _, _, colour| {
            all += 1;
            marked += u32::from(apart(colour, ground) > limit);
        });
        marked * 100 / all.max(1)
    }

    /// Marks on a ground: raster pixels of a region that differ from its colour by more than `limit`, in pieces that touch.
    pub fn blobs(&self, at: Region, ground: Rgb, limit: u8) -> Vec<Vec<(i32, i32)>> {
        let mut marks = Vec::new();
        self.each(at, |x, y, _, colour| {
            if apart(colour, ground) > limit {
                marks.push((x as i32, y as i32));
            }
        });
        pieces(&marks)
    }

    /// The same on a coarser grid: squares of `grain` raster pixels by their mean, which noise and moiré hardly move. Squares, not
    /// pixels, are counted; `grain` squares further a side is `grain` raster pixels.
    pub fn coarse_blobs(&self, at: Region, ground: Rgb, limit: u8, grain: usize) -> Vec<Vec<(i32, i32)>> {
        let grain = grain.max(1);
        let (columns, rows) = (self.raster.width / grain + 1, self.raster.height / grain + 1);
        let mut sums = vec![([0u32; 3], 0u32); columns * rows];
        self.each(at, |x, y, _, colour| {
            let sum = &mut sums[y / grain * columns + x / grain];
            sum.0.iter_mut().zip(colour).for_each(|(s, c)| *s += u32::from(c));
            sum.1 += 1;
        });
        let marked = sums.iter().enumerate().filter(|(_, (sum, n))| *n > 0 && apart(sum.map(|s| (s / n) as u8), ground) > limit);
        pieces(&marked.map(|(i, _)| ((i % columns) as i32, (i / columns) as i32)).collect::<Vec<_>>())
    }

    /// The mean colour of a region.
    pub fn mean(&self, at: Region) -> Option<Rgb> {
        let (mut sum, mut count) = ([0u32; 3], 0u32);
        self.each(at, |_, _, _, colour| {
            sum.iter_mut().zip(colour).for_each(|(s, c)| *s += u32::from(c));
            count += 1;
        });
        (count > 0).then(|| sum.map(|s| (s / count) as u8))
    }

    /// The share, in hundredths, of the picture an area covers.
    pub fn share(&self, area: usize) -> usize {
        self.areas.get(area).map_or(0, |a| a.count as usize * 100 / self.of.len().max(1))
    }

    /// Picture pixels per raster pixel.
    pub fn step(&self) -> f32 {
        self.step
    }

    /// The area that holds most pixels: the page, where there is one.
    pub fn page(&self) -> Option<usize> {
        (0..self.areas.len()).max_by_key(|i| (self.areas[*i].count, std::cmp::Reverse(*i)))
    }
}

/// Marks in pieces that touch, by their leftmost, then topmost marks.
fn pieces(marks: &[(i32, i32)]) -> Vec<Vec<(i32, i32)>> {
    let range = |of: fn(&(i32, i32)) -> i32| Some((marks.iter().map(of).min()?, marks.iter().map(of).max()?));
    let (Some((left, right)), Some((top, bottom))) = (range(|m| m.0), range(|m| m.1)) else { return Vec::new() };
    // A field with an empty border on every side.
    let (wide, high) = ((right - left + 3) as usize, (bottom - top + 3) as usize);
    let cell = |(x, y): (i32, i32)| (x - left + 1) as usize * high + (y - top + 1) as usize;
    let mut set = vec![false; wide * high];
    marks.iter().for_each(|mark| set[cell(*mark)] = true);
    let mut found = Vec::new();
    for x in left..=right {
        for y in top..=bottom {
            if !std::mem::take(&mut set[cell((x, y))]) {
                continue;
            }
            let (mut piece, mut next) = (vec![(x, y)], 0);
            while let Some((x, y)) = piece.get(next).copied() {
                next += 1;
                for near in [(-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1)].map(|(dx, dy)| (x + dx, y + dy)) {
                    if std::mem::take(&mut set[cell(near)]) {
                        piece.push(near);
                    }
                }
            }
            found.push(piece);
        }
    }
    found
}

/// Neighbours on flat ground differ by this much at most: three times what half of all neighbours do, within bounds below the
/// faintest bubble (12 of 255 against its page, halved by scaling).
fn tolerance(raster: &Raster) -> u8 {
    let mut histogram = [0u32; 256];
    let (w, pixels) = (raster.width, raster.rgb.len() / 3);
    for at in (0..pixels).step_by(7).filter(|at| at % w + 1 < w) {
        let (a, b) = (&raster.rgb[at * 3..at * 3 + 3], &raster.rgb[at * 3 + 3..at * 3 + 6]);
        histogram[usize::from(apart([a[0], a[1], a[2]], [b[0], b[1], b[2]]))] += 1;
    }
    let half = histogram.iter().sum::<u32>() * 6 / 10;
    let mut passed = 0;
    let median = histogram.iter().position(|n| {
        passed += n;
        passed > half
    });
    (2 + 2 * median.unwrap_or(0).min(5)) as u8
}

fn find(parent: &mut [u32], mut at: u32) -> u32 {
    while parent[at as usize] != at {
        parent[at as usize] = parent[parent[at as usize] as usize];
        at = parent[at as usize];
    }
    at
}

fn join(parent: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(parent, a), find(parent, b));
    if a != b {
        parent[a.max(b) as usize] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bubble_is_an_area_of_its_own_and_a_gradient_is_one() {
        let (w, h) = (60, 80);
        let mut rgb = Vec::new();
        for y in 0..h {
            for x in 0..w {
                let page = 230 + (y / 8) as u8;
                rgb.extend(if (10..40).contains(&x) && (20..50).contains(&y) { [255u8, 255, 255] } else { [page, page, page] });
            }
        }
        let raster = Raster { width: w, height: h, step: 2000, rgb };
        let ground = Ground::new(&raster);
        let bubble = ground.under(Region { x: 30, y: 50, w: 40, h: 30 }).expect("an area");
        assert_eq!(ground.areas[bubble].at, Region { x: 20, y: 40, w: 60, h: 60 });
        assert_eq!(ground.page(), ground.at(2, 2));
        assert_eq!(ground.at(2, 2), ground.at(110, 150));
        assert_eq!(ground.ink(Region { x: 0, y: 40, w: 60, h: 20 }, [235, 235, 235]), [255, 255, 255]);
    }

    #[test]
    fn a_raster_that_does_not_fit_its_size_has_no_areas() {
        let raster = Raster { width: 10, height: 10, step: 0, rgb: vec![0; 7] };
        let ground = Ground::new(&raster);
        assert_eq!((ground.areas.len(), ground.page(), ground.at(1, 1)), (0, None, None));
        assert_eq!(ground.under(Region { x: -5, y: -5, w: 100, h: 100 }), None);
    }
}

//! `vectors/golden.json`, whose format and formulas are in `vectors/README.md`.

use std::{env, fs};

use serde::{Deserialize, Serialize};
use twist_merkle_sum::{MerkleSumError, Node, NodeWire, Tree, depth_for};

use crate::{opening::Opening, reference};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/golden.json");

/// Leaves, depth, root and total as `vectors/check.py` prints them: it shares no code and no library with the
/// crate.
const ROOTS_FROM_PYTHON: &str = "\
1 10 a29171d0b294d2103d1618a8cc28534240d6c6a6f596d60faf8610ee42cb6bb8 1
2 10 632247940f27cbc8200f18d11550b90c4e0003a61be8c3b02f5c05df4ecd626d 2654435763
3 10 d798727905295804c87d4346d2056c3a5bfbe1e948b14b95607a9a0d759c563c 3668339990
1024 10 97014da14a20f68da27b2a4cf3e093221a4aa932c74dffd85ba695feb8f8cc8a 2196315087360
1025 11 2a2b5c03175f95295789ebe01b2ac55090c84bb26c85ae624b8e0f9e3c4434bf 2200037975553
5000 13 755c4cb233321e138b34beeb2b30d6548e166262f1f048da9752b0a03b760c8c 10736343114020
";

#[derive(Serialize, Deserialize)]
struct Golden {
    trees: Vec<TreeVector>,
    openings: Vec<OpeningVector>,
}

#[derive(Serialize, Deserialize)]
struct TreeVector {
    leaf_count: u32,
    depth: u8,
    root_hash: String,
    total: String,
    page_roots: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct OpeningVector {
    note: String,
    outcome: String,
    distribution: String,
    index: u32,
    payee: String,
    cumulative: String,
    in_page: Vec<String>,
    above: Vec<String>,
    depth: u8,
    root: String,
}

impl TreeVector {
    fn new(leaf_count: u32) -> Self {
        let tree = golden_tree(leaf_count);
        let pages = 0..1 << (tree.depth() - 10);
        Self {
            leaf_count,
            depth: tree.depth(),
            root_hash: hex::encode(tree.root().hash),
            total: tree.root().sum.to_string(),
            page_roots: pages.map(|page| hex::encode(tree.page_root(page).unwrap().to_wire())).collect(),
        }
    }
}

impl OpeningVector {
    fn new(note: &str, outcome: Result<(), MerkleSumError>, opening: &Opening) -> Self {
        Self {
            note: note.into(),
            outcome: outcome.map_or_else(|error| format!("{error:?}"), |()| "Ok".into()),
            distribution: hex::encode(opening.distribution),
            index: opening.index,
            payee: hex::encode(opening.payee),
            cumulative: opening.cumulative.to_string(),
            in_page: opening.in_page.iter().map(hex::encode).collect(),
            above: opening.above.iter().map(hex::encode).collect(),
            depth: opening.depth,
            root: hex::encode(opening.root.to_wire()),
        }
    }

    fn opening(&self) -> Opening {
        fn bytes<const N: usize>(digits: &str) -> [u8; N] {
            hex::decode(digits).unwrap().try_into().unwrap()
        }
        let in_page: Vec<NodeWire> = self.in_page.iter().map(|wire| bytes(wire)).collect();
        Opening {
            distribution: bytes(&self.distribution),
            index: self.index,
            payee: bytes(&self.payee),
            cumulative: self.cumulative.parse().unwrap(),
            in_page: in_page.try_into().unwrap(),
            above: self.above.iter().map(|wire| bytes(wire)).collect(),
            depth: self.depth,
            root: Node::from_wire(&bytes(&self.root)),
        }
    }
}

fn golden_tree(leaf_count: u32) -> Tree {
    Tree::build(&reference::distribution(), reference::payees(leaf_count)).unwrap()
}

fn golden_opening(leaf_count: u32, index: u32) -> Opening {
    let tree = golden_tree(leaf_count);
    Opening::of_tree(&tree, index, reference::payee(index), reference::cumulative(index))
}

/// The last position of the deepest tree, under made-up siblings: a tree of 67 million leaves needs no
/// building for it.
fn deepest_opening() -> Opening {
    let (distribution, index, payee, cumulative) =
        (reference::distribution(), (1 << 26) - 1, [0xff; 32], 1_000_000_007);
    let siblings: Vec<_> = (0..26)
        .map(|level| Node { hash: reference::payee(level), sum: reference::cumulative(level) })
        .collect();
    let leaf = reference::leaf(&distribution, index, &payee, cumulative);
    let wires: Vec<_> = siblings.iter().map(Node::to_wire).collect();
    let (in_page, above) = wires.split_first_chunk().unwrap();
    let (in_page, above) = (*in_page, above.to_vec());
    let root = reference::root_over(leaf, index, &siblings).unwrap();
    Opening { distribution, index, payee, cumulative, in_page, above, depth: 26, root }
}

fn accepted() -> Vec<OpeningVector> {
    let of_trees =
        [(1, 0), (2, 0), (2, 1), (3, 2), (1024, 1023), (1025, 1024), (5000, 0), (5000, 1023), (5000, 4999)];
    let mut vectors: Vec<_> = of_trees
        .into_iter()
        .map(|(leaf_count, index)| {
            let note = format!("index {index} of {leaf_count}");
            OpeningVector::new(&note, Ok(()), &golden_opening(leaf_count, index))
        })
        .collect();
    vectors.push(OpeningVector::new("the last index of the deepest tree", Ok(()), &deepest_opening()));
    vectors
}

/// Each is the true opening of index 1024 of 1025, which has one level above its page, with one thing wrong.
fn refused() -> Vec<OpeningVector> {
    use MerkleSumError::{PositionOutOfRange, RootMismatch, SumOverflow, WrongDepth};

    let refused = |note: &str, error: MerkleSumError, spoil: fn(&mut Opening)| {
        let mut opening = golden_opening(1025, 1024);
        spoil(&mut opening);
        OpeningVector::new(note, Err(error), &opening)
    };
    vec![
        refused("amount one too high", RootMismatch, |it| it.cumulative += 1),
        refused("another payee", RootMismatch, |it| it.payee = reference::payee(1023)),
        refused("another distribution", RootMismatch, |it| it.distribution[31] ^= 1),
        refused("same slot of another page", RootMismatch, |it| it.index = 0),
        refused("index beyond the depth", PositionOutOfRange, |it| it.index = 2048 + 1024),
        refused("one bit of a sibling's hash in the page", RootMismatch, |it| it.in_page[9][0] ^= 0x80),
        refused("one bit of a sibling's sum in the page", RootMismatch, |it| it.in_page[0][32] ^= 1),
        refused("one bit of a sibling's hash above the page", RootMismatch, |it| it.above[0][31] ^= 1),
        refused("one bit of a sibling's sum above the page", RootMismatch, |it| it.above[0][32] ^= 1),
        refused("root's hash of another tree", RootMismatch, |it| {
            it.root.hash = golden_tree(1024).root().hash
        }),
        refused("root's sum one too low", RootMismatch, |it| it.root.sum -= 1),
        refused("depth of another tree", WrongDepth, |it| it.depth = 12),
        refused("a level of padding too many", RootMismatch, |it| {
            it.depth = 12;
            it.above.push(Node::PADDING.to_wire());
        }),
        refused("the level above the page left out", WrongDepth, |it| it.above.clear()),
        refused("depth below a page's", WrongDepth, |it| it.depth = 9),
        refused("depth above the greatest", WrongDepth, |it| {
            it.depth = 27;
            it.above.resize(17, Node::PADDING.to_wire());
        }),
        refused("padding as a payee of nothing", RootMismatch, |it| {
            *it = Opening::of_tree(&golden_tree(1025), 1025, [0; 32], 0);
        }),
        refused("sums overflow in the page", SumOverflow, |it| it.in_page[5][32..].fill(0xff)),
        refused("sums overflow above the page", SumOverflow, |it| it.above[0][32..].fill(0xff)),
    ]
}

fn published() -> Golden {
    serde_json::from_str(&fs::read_to_string(PATH).unwrap()).unwrap()
}

/// Run with `TWIST_BLESS=1` to write the file anew.
#[test]
fn the_published_vectors_are_what_this_crate_computes() {
    let trees = [1, 2, 3, 1024, 1025, 5000].map(TreeVector::new).into();
    let openings = [accepted(), refused()].into_iter().flatten().collect();
    let computed = serde_json::to_string_pretty(&Golden { trees, openings }).unwrap() + "\n";
    if env::var_os("TWIST_BLESS").is_some() {
        fs::write(PATH, &computed).unwrap();
    }
    assert!(
        fs::read_to_string(PATH).unwrap() == computed,
        "vectors/golden.json differs. A changed tree breaks every root and proof that was ever published: \
         only if that is meant, write the file with TWIST_BLESS=1 and let vectors/check.py agree."
    );
}

#[test]
fn the_published_openings_end_as_published() {
    let openings = published().openings;
    assert_eq!(openings.iter().filter(|vector| vector.outcome == "Ok").count(), 10);
    assert_eq!(openings.len(), 29);
    for vector in openings {
        let outcome = vector.opening().verify();
        let outcome = outcome.map_or_else(|error| format!("{error:?}"), |()| "Ok".into());
        assert_eq!(outcome, vector.outcome, "{}", vector.note);
    }
}

#[test]
fn the_published_roots_are_those_of_an_independent_implementation() {
    let lines = published().trees.into_iter().map(|tree| {
        assert_eq!(depth_for(tree.leaf_count), Ok(tree.depth));
        format!("{} {} {} {}\n", tree.leaf_count, tree.depth, tree.root_hash, tree.total)
    });
    assert_eq!(lines.collect::<String>(), ROOTS_FROM_PYTHON);
}

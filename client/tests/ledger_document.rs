//! docs/LEDGER.md shows a whole epoch file: it must be one.

#![allow(clippy::unwrap_used, missing_docs)]

use std::{fs, path::Path};

use twist_client::settlement::{ByRole, Verifier, ledger};

#[test]
fn the_example_in_the_document_verifies() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/LEDGER.md");
    let text = fs::read_to_string(document).unwrap();
    let example = text.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(ledger::file_name(1));
    fs::write(&path, example).unwrap();

    let header = ledger::read_header(&path).unwrap();
    let verified = Verifier::new(header.distribution, header.campaign, header.terms).verify(&path).unwrap();
    assert_eq!(verified.closed.payees.len(), 4);
    assert_eq!(verified.closed.total(), 285_000_000);
    let expected =
        ByRole { viewers: 150_000_000, publishers: 90_000_000, influencers: 36_000_000, pools: 9_000_000 };
    assert_eq!(verified.closed.by_role, expected, "a fifth of the influencer's is its pool's");
}

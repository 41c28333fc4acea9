//! A publisher, influencers and an advertiser, and the campaign between them.

use anyhow::{Result, bail};
use sha2::{Digest, Sha256};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use twist_attention::{credit::Terms, host, rules::DAY_SECONDS};
use twist_client::{
    account,
    chain::Submission,
    programs::twist_campaign_registry::{
        accounts::{Campaign, Influencer},
        types::{CampaignTerms, CreateCampaignArgs, RegisterInfluencerArgs},
    },
    registry, rewards,
    settlement::{PoolShare, referrer_of, terms_of},
    spl, token,
};

use super::{scenario::Scenario, stage::Stage};
use crate::{
    amount::{BASE_UNITS, Twist},
    season::Season,
};

/// Version of the rules in docs/VAU.md that the campaign refers to.
const TERMS_VERSION: u32 = 1;
/// How long the registrar's check of a domain holds.
const VERIFIED_SECONDS: i64 = 365 * DAY_SECONDS;

/// A funded campaign with its distribution.
pub struct RunningCampaign {
    /// The campaign's address.
    pub address: Pubkey,
    /// Its distribution's address.
    pub distribution: Pubkey,
    /// By which its attention is credited.
    pub terms: Terms,
}

/// The demo campaign's terms, from `start` to `end`.
pub fn terms(scenario: &Scenario, start: i64, end: i64) -> Terms {
    let state = &scenario.campaign;
    Terms {
        start,
        end,
        rate_per_second: state.rate_in_base_units(),
        min_attention_s: state.min_attention_seconds,
        max_seconds_per_viewer_day: state.max_seconds_per_viewer_day,
        daily_cap: state.daily_cap * BASE_UNITS,
        budget: state.budget * BASE_UNITS,
        viewer_bps: state.viewer_bps,
        publisher_bps: state.publisher_bps,
        influencer_bps: state.influencer_bps,
        fee_bps: scenario.desired.fee_bps,
    }
}

impl RunningCampaign {
    /// Registers everyone and starts a campaign that covers the season.
    pub fn start(stage: &mut Stage<'_>, season: &Season) -> Result<Self> {
        stage.reporter.step("Registering the publisher, the influencers and the advertiser's campaign");
        register_publisher(stage, season)?;
        register_influencers(stage, season)?;
        let (start, end) = (season.first_day().unwrap_or(0), season.end().unwrap_or(1));
        let terms = terms(stage.scenario, start, end);
        let address = create(stage, &terms)?;
        let campaign: Campaign = account::fetch(stage.chain(), &address)?;
        stage.reporter.note(&format!("campaign {address} holds {} TWIST", Twist(campaign.funded)));
        Ok(Self { address, distribution: campaign.distribution, terms: terms_of(&campaign) })
    }
}

fn register_publisher(stage: &mut Stage<'_>, season: &Season) -> Result<()> {
    let cast = stage.cast;
    let owner = cast.publisher.pubkey();
    let site = host::hash(&host::canonical(&season.site)?);
    let publisher = registry::publisher(&site, &owner);
    if stage.exists(&publisher)? {
        return Ok(());
    }
    let register = registry::register_publisher(&cast.payer.pubkey(), &owner, site, &owner);
    stage.send("campaign_registry::register_publisher", vec![register], &[&cast.publisher])?;
    let until = stage.chain().now()? + VERIFIED_SECONDS;
    let verify = registry::verify_publisher(&cast.registrar.pubkey(), &owner, &publisher, until);
    stage.send("campaign_registry::verify_publisher", vec![verify], &[&cast.registrar, &cast.publisher])?;
    Ok(())
}

/// Registers the influencers that are not registered yet, and checks that the others are paid as the demo will have it.
fn register_influencers(stage: &mut Stage<'_>, season: &Season) -> Result<()> {
    let (cast, mint) = (stage.cast, token::mint());
    let hosts: Vec<&str> = season.referrers().into_iter().collect();
    let wallets: Vec<_> = hosts.iter().map(|host| cast.influencer(host)).collect();
    let addresses: Vec<_> = wallets.iter().map(|wallet| registry::influencer(&wallet.pubkey())).collect();
    let found: Vec<Option<Influencer>> = account::fetch_many(stage.chain(), &addresses)?;
    let payer = cast.payer.pubkey();
    let mut batch = Vec::new();
    for ((host, wallet), found) in hosts.iter().zip(&wallets).zip(found) {
        let referrer = cast.referrer(host);
        let Some(found) = found else {
            let args = RegisterInfluencerArgs {
                payout_owner: referrer.payee,
                handle_hash: host::hash(host),
                pool: referrer.pool.as_ref().map(PoolShare::address).unwrap_or_default(),
                pool_share_bps: referrer.pool.as_ref().map_or(0, PoolShare::share_bps),
            };
            let register = registry::register_influencer(&payer, &wallet.pubkey(), args);
            let label = "campaign_registry::register_influencer";
            batch.push(Submission::new(label, register, &cast.payer).signed_by(wallet));
            continue;
        };
        if referrer_of(&found, &mint, Some(mint))? != Some(referrer) {
            bail!(
                "the influencer {host} is registered on this chain with another payee, pool or share than the demo's, or is \
                 suspended: start a fresh `twist localnet` and use its URL"
            );
        }
    }
    stage.send_all("Registering influencers", &batch)?;
    Ok(())
}

fn create(stage: &mut Stage<'_>, terms: &Terms) -> Result<Pubkey> {
    let cast = stage.cast;
    let (payer, advertiser) = (cast.payer.pubkey(), cast.advertiser.pubkey());
    let (mint, attester_set) = (token::mint(), stage.attester_set());

    let purse = spl::ata(&advertiser, &mint);
    let treasury = spl::ata(&cast.treasury.pubkey(), &mint);
    let buy = vec![
        spl::create_ata(&payer, &advertiser, &mint),
        spl::transfer(&treasury, &purse, &cast.treasury.pubkey(), terms.budget),
    ];
    stage.send("spl-token::transfer", buy, &[&cast.treasury])?;

    let mut id = 1;
    while stage.exists(&registry::campaign(&advertiser, id))? {
        id += 1;
    }
    let campaign = registry::campaign(&advertiser, id);
    let args = CreateCampaignArgs {
        id,
        acknowledged_freeze_authority: None,
        terms: CampaignTerms {
            start: terms.start,
            end: terms.end,
            daily_cap: terms.daily_cap,
            rate_per_second: terms.rate_per_second,
            min_attention_s: terms.min_attention_s,
            max_seconds_per_viewer_day: terms.max_seconds_per_viewer_day,
            min_trust: 0,
            viewer_bps: terms.viewer_bps,
            publisher_bps: terms.publisher_bps,
            influencer_bps: terms.influencer_bps,
            terms_version: TERMS_VERSION,
            terms_hash: Sha256::digest(serde_json::to_vec(terms)?).into(),
        },
    };
    let steps = [
        (
            "campaign_registry::create_campaign",
            registry::create_campaign(&payer, &advertiser, &mint, &attester_set, args),
        ),
        (
            "rewards::create_distribution",
            rewards::create_distribution(&payer, &advertiser, &campaign, &mint, &attester_set),
        ),
        (
            "campaign_registry::fund_campaign",
            registry::fund_campaign(&advertiser, &campaign, &mint, &purse, terms.budget),
        ),
        ("campaign_registry::activate", registry::activate(&advertiser, &campaign, &mint)),
    ];
    for (label, instruction) in steps {
        stage.send(label, vec![instruction], &[&cast.advertiser])?;
    }
    Ok(campaign)
}

//! What programs said in a transaction.

use anchor_lang::{AnchorDeserialize, Discriminator, event::EVENT_IX_TAG_LE};
use twist_client::{
    chain::Receipt,
    event::{EventRecord, decode_event},
};

/// Reads the events of a transaction.
pub trait Events {
    /// All events of our programs, in order, as the client reads them.
    fn events(&self) -> Vec<EventRecord>;

    /// The one event of the transaction, which must be a `T`.
    fn event<T: Discriminator + AnchorDeserialize>(&self) -> T;

    /// The one `T` among the events of the transaction.
    fn event_among_others<T: Discriminator + AnchorDeserialize>(&self) -> T;
}

impl Events for Receipt {
    #[track_caller]
    fn events(&self) -> Vec<EventRecord> {
        let calls = self.inner_instructions.iter();
        calls.filter_map(|call| decode_event(&call.program_id, &call.data).unwrap()).collect()
    }

    #[track_caller]
    fn event<T: Discriminator + AnchorDeserialize>(&self) -> T {
        let said: Vec<_> = self
            .inner_instructions
            .iter()
            .filter_map(|call| call.data.strip_prefix(EVENT_IX_TAG_LE))
            .collect();
        let events = self.events();
        assert_eq!(said.len(), 1, "{events:?}");
        let fields = said[0].strip_prefix(T::DISCRIMINATOR);
        T::try_from_slice(fields.unwrap_or_else(|| panic!("another event: {events:?}"))).unwrap()
    }

    #[track_caller]
    fn event_among_others<T: Discriminator + AnchorDeserialize>(&self) -> T {
        let calls = self.inner_instructions.iter();
        let said =
            calls.filter_map(|call| call.data.strip_prefix(EVENT_IX_TAG_LE)?.strip_prefix(T::DISCRIMINATOR));
        let [fields] = said.collect::<Vec<_>>()[..] else { panic!("not one of them: {:?}", self.events()) };
        T::try_from_slice(fields).unwrap()
    }
}

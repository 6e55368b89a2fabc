/// Words of a user interface: a requirement that uses one speaks of a screen, not of state.
lexicon ui_words {
  click, clicks, clicked, tap, taps, tapped, swipe, swipes, scroll, scrolls, button, page, screen, popup, "pop-up",
  menu, dropdown, form, modal, dialog, tab, icon, widget, banner, checkbox, "check box", toggle
}

/// Words for copies that can never be the truth.
lexicon cache_words { cache, caches, cached, redis, memcached, cdn, "read model", "materialized view" }

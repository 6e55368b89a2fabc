/// Every label here would like to be something else than a label.
design hostile "<script>document.title='owned'</script>" uses interview {
  context {
    stated_nfrs_constraints: "</textarea></title></svg>"
    topology:                 single_service_distributed  because "</style><style>*{display:none}</style><img src=x onerror=\"document.title='owned'\"> & \"quotes\" 'too'"
    write_coordination_scope: per_object_scope            because "--> ]]> %> {{7*7}} ${7*7} `code` $x^2$"
    read_consistency_target:  bounded_stale_allowed       because "‮gnitaerht ton si siht‬"
    holder_model:             none                        because "[31mred[0m ]0;owned 31m"
    compensation_acceptable:  no                          because "@everyone see #1 at https://example.org/ and www.example.org"
  }

  object Auction { candidate_source: lifecycle_object  class: process  owner: service  evolution: state_machine  scope_kind: instance "a​b c" }
  object Bid     { candidate_source: direct_noun       class: event    owner: user     evolution: append_only    scope_kind: instance "שלום <b>עולם</b>" }

  path place_bid "| pipe \\ [link](javascript:document.title='owned') **bold** <b>bold</b>" {
    requirement: "<svg onload=document.title='owned'>⁧User places bid"
    actor: user  operation: conditional_write
    priority_class: C1 because "\"]; end; click a \"javascript:x\" %%{init: {}}%%"
    touches Auction as update_target
    guarded_by_current_state: yes because "only an open auction takes bids"
    invariant HARD eligibility "Action a<b>b is valid only if x < y & z holds on <i>scope</i> at decision time."
    retry: "<a href=\"javascript:document.title='owned'\">x</a>"
  }

  hotspot "<u>hot</u>" contention_hotspot { tried_in: queue }
  scenario queue "<script>document.title='tried'</script> | **bold** @everyone" {
    path place_bid { single_writer_scope: yes because "one writer for <b>each</b>" }
    object "Fee<u>" { candidate_source: direct_noun  class: event  owner: user }
  }
}

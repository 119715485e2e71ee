package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import java.util.stream.Stream;

/**
 * One rule that policies or the baseline define. Rules are independent: a violation of one does not
 * stop the check of another.
 */
interface PolicyRule {
  Stream<Violation> check(ClientMetadata client, EffectivePolicy policy);
}

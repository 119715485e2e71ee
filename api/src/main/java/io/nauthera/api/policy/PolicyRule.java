package io.nauthera.api.policy;

import io.nauthera.api.oauth.ClientMetadata;
import java.util.stream.Stream;

/**
 * One thing that policies or the baseline forbid. Rules do not know of each other, and none stops
 * another.
 */
interface PolicyRule {
  Stream<Violation> check(ClientMetadata client, EffectivePolicy policy);
}

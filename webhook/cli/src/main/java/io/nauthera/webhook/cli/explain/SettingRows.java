package io.nauthera.webhook.cli.explain;

import io.nauthera.api.governance.Client;
import io.nauthera.api.mapping.AuthClients;
import io.nauthera.api.oauth.ClientMetadata;
import io.nauthera.api.policy.AllowList;
import io.nauthera.api.policy.EffectivePolicy;
import io.nauthera.api.policy.Permission;
import io.nauthera.api.policy.PolicyName;
import io.nauthera.api.policy.Setting;
import io.nauthera.api.policy.SettingValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Settings as rows: what policies allow, what the client gets, and what it sets itself. */
final class SettingRows {
  private SettingRows() {}

  static List<SettingRow> allowed(EffectivePolicy policy) {
    return List.of(
        allowed("allowedScopes", policy.scopes()),
        allowed("allowedGrantTypes", policy.grants()),
        allowed("redirectUris.allowedSchemes", policy.schemes()),
        hosts("redirectUris.allowedHosts", policy.hosts()),
        permission("redirectUris.allowLoopback", policy.loopback()),
        permission("redirectUris.allowWildcards", policy.wildcards()),
        permission("allowCustomClientIds", policy.customClientIds()));
  }

  static List<SettingRow> effective(Map<Setting, SettingValue> settings) {
    return settings.entrySet().stream()
        .map(setting ->
            new SettingRow(
                setting.getKey().field(), setting.getValue().value(), setting.getValue().from()))
        .toList();
  }

  /** What the client sets itself and no policy is about, or its default. */
  static List<SettingRow> own(Client client, ClientMetadata metadata) {
    return List.of(
        given("displayName", metadata.displayName(), client.name().name()),
        given(
            "clientId",
            changed(client.clientId(), client.name().defaultClientId()),
            client.clientId()),
        given(
            "secretName",
            changed(client.secretName(), AuthClients.secretName(null, client.name())),
            client.secretName()),
        list("redirectUris", metadata.redirectUris().stream().map(uri -> uri.text()).toList()),
        list(
            "postLogoutRedirectUris",
            metadata.postLogoutRedirectUris().stream().map(uri -> uri.text()).toList()),
        list("webOrigins", metadata.webOrigins()),
        given("jwksUri", metadata.jwksUri(), "none"),
        given("jwks", metadata.hasJwks() ? "given" : null, "none"));
  }

  private static @Nullable String changed(String value, String byDefault) {
    return value.equals(byDefault) ? null : value;
  }

  private static SettingRow given(String field, @Nullable String value, String byDefault) {
    return value == null
        ? new SettingRow(field, byDefault, SettingRow.BASELINE)
        : new SettingRow(field, value, SettingRow.CLIENT);
  }

  private static SettingRow list(String field, List<String> values) {
    return values.isEmpty()
        ? new SettingRow(field, "none", SettingRow.BASELINE)
        : new SettingRow(field, String.join(", ", values), SettingRow.CLIENT);
  }

  private static <T extends Comparable<T>> SettingRow allowed(String field, AllowList<T> allowed) {
    return new SettingRow(
        field, Contribution.list(allowed.accepted()), from(allowed.byPolicy().keySet()));
  }

  /** A host must match a pattern of each policy: the patterns have no short intersection. */
  private static <T extends Comparable<T>> SettingRow hosts(String field, AllowList<T> hosts) {
    String value =
        hosts.isUnlimited()
            ? "any"
            : hosts.byPolicy().values().stream()
                .map(Contribution::list)
                .distinct()
                .collect(Collectors.joining("; and also "));
    return new SettingRow(field, value, from(hosts.byPolicy().keySet()));
  }

  private static SettingRow permission(String field, Permission permission) {
    return new SettingRow(
        field, String.valueOf(permission.granted()), from(permission.decidedBy()));
  }

  private static List<String> from(Collection<PolicyName> policies) {
    return policies.isEmpty()
        ? SettingRow.BASELINE
        : policies.stream().map(PolicyName::toString).toList();
  }
}

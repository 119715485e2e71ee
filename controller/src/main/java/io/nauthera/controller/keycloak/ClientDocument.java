package io.nauthera.controller.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.api.oauth.ClientName;
import io.nauthera.controller.naming.Names;
import io.nauthera.controller.provisioning.DesiredClient;
import io.nauthera.controller.provisioning.Owner;
import io.nauthera.controller.provisioning.RegisteredClient;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes the representation of a client. */
final class ClientDocument {
  private static final Pattern NAME = Pattern.compile("([a-z0-9-]{1,63})/([a-z0-9.-]{1,253})");
  private static final Pattern UID = Pattern.compile("[!-~]{1,128}");

  /** What Keycloak shows instead of a secret that the service account may not see. */
  private static final String MASKED = "**********";

  private ClientDocument() {}

  /** What Keycloak stores; a secret that it does not show is an error of the service account. */
  static RegisteredClient read(JsonNode client, KeycloakErrors errors) throws UnavailableException {
    ManagedFields fields = ManagedFields.of(client);
    String secret = client.path("secret").asText("");
    if (fields.needsSecret() && secret.equals(MASKED)) {
      throw new UnavailableException(errors.secretHidden());
    }
    return new RegisteredClient(
        client.path("id").asText(),
        client.path("clientId").asText(),
        owner(client.path("attributes")),
        fields.needsSecret() && !secret.isEmpty() ? secret : null,
        fields);
  }

  /** Null without a marker of Nauthera. */
  static @Nullable Owner owner(JsonNode attributes) {
    Matcher name = NAME.matcher(attributes.path(Names.OWNER_ATTRIBUTE).asText(""));
    String uid = attributes.path(Names.OWNER_UID_ATTRIBUTE).asText("");
    String cluster = attributes.path(Names.CLUSTER_ATTRIBUTE).asText("");
    return name.matches() && UID.matcher(uid).matches() && UID.matcher(cluster).matches()
        ? new Owner(
            new ClientName(Shared.of(name.group(1)), name.group(2)), uid, Shared.of(cluster))
        : null;
  }

  /** Everything that has a default is in it: what Keycloak chooses depends on its version. */
  static ObjectNode create(DesiredClient desired, ManagedFields fields, String secret) {
    ObjectNode client = fields.json();
    client.put("clientId", desired.clientId());
    client.put("protocol", "openid-connect");
    client.put("frontchannelLogout", false);
    client.set("defaultClientScopes", ManagedFields.array(fields.assigned().defaults()));
    client.set("optionalClientScopes", ManagedFields.array(fields.assigned().optionals()));
    mark(client, desired.owner());
    if (fields.needsSecret()) {
      client.put("secret", secret);
    }
    return client;
  }

  /** Only what is managed: Keycloak keeps what is absent. */
  static ObjectNode update(ManagedFields fields, Owner owner, @Nullable String newSecret) {
    ObjectNode client = fields.json();
    mark(client, owner);
    if (newSecret != null) {
      client.put("secret", newSecret);
    }
    return client;
  }

  private static void mark(ObjectNode client, Owner owner) {
    ObjectNode attributes = client.withObject("/attributes");
    attributes.put(Names.OWNER_ATTRIBUTE, owner.name().toString());
    attributes.put(Names.OWNER_UID_ATTRIBUTE, owner.uid());
    attributes.put(Names.CLUSTER_ATTRIBUTE, owner.cluster());
  }

  /** Removes the marker; Keycloak would derive absent web origins anew. */
  static ObjectNode release(ManagedFields fields) {
    ObjectNode all = fields.json();
    ObjectNode client = all.objectNode();
    client.set("webOrigins", all.get("webOrigins"));
    if (all.has("authorizationServicesEnabled")) {
      client.set("authorizationServicesEnabled", all.get("authorizationServicesEnabled"));
    }
    ObjectNode attributes = client.withObject("/attributes");
    attributes.put(Names.OWNER_ATTRIBUTE, "");
    attributes.put(Names.OWNER_UID_ATTRIBUTE, "");
    attributes.put(Names.CLUSTER_ATTRIBUTE, "");
    return client;
  }
}

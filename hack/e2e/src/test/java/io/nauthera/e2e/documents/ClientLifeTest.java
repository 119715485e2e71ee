package io.nauthera.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nauthera.e2e.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * docs/events.md shows what users see while a client lives. {@code -Dgolden.update=true} rewrites
 * the page.
 */
class ClientLifeTest {
  private static final Path PAGE = Path.of("../../docs/events.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```(?:yaml)?\n(.*?)\n```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern EVENT =
      Pattern.compile(
          "^ +(Normal|Warning) +(\\w+) +\\w+( \\(x\\d+ over \\w+\\))? +nauthera\\.io/controller\\S*(?:, \\S+)? +(.*)$");

  private static final String KEYCLOAK = "https://auth.example.com";

  private static Tenant tenant;

  @BeforeAll
  static void serverAndPolicy() {
    tenant = Tenant.governedBy("life", "{allowedScopes: [openid, profile]}");
  }

  private static String kubectl(String... arguments) {
    return tenant.sandbox.kubectl(arguments).orThrow().stdout();
  }

  private static String description() {
    return kubectl("describe", "authclient", "shop", "-n", tenant.team);
  }

  /** Status and Events, with the same times and identifiers in each run. */
  private static String status() {
    return description()
        .replaceFirst("(?s)^.*?(?=^Status:|\nStatus:)", "")
        .replaceFirst("(?s)\nEvents:.*", "\nEvents:\n" + events().indent(2))
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "2026-01-01T00:00:00Z")
        .replaceAll(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
            "00000000-0000-0000-0000-000000000000")
        .replace(tenant.sandbox.keycloak().url(), KEYCLOAK);
  }

  private static String events() {
    return description()
        .lines()
        .map(EVENT::matcher)
        .filter(event -> event.matches())
        .map(event -> "%-8s %-20s %s".formatted(event.group(1), event.group(2), event.group(4)))
        .collect(Collectors.joining("\n"));
  }

  private static void awaitEvent(String reason) {
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() -> assertThat(events()).contains(" " + reason + " "));
  }

  private static MatchResult block(String page, int number) {
    return BLOCK.matcher(page).results().skip(number).findFirst().orElseThrow();
  }

  private static void assertShown(int number, String shown) throws IOException {
    String page = Files.readString(PAGE);
    MatchResult documented = block(page, number);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(
          PAGE,
          page.substring(0, documented.start(1))
              + shown.strip()
              + page.substring(documented.end(1)));
    } else {
      assertThat(documented.group(1)).isEqualTo(shown.strip());
    }
  }

  private static void addRedirectUriByHand() {
    var admin = tenant.sandbox.keycloak().admin();
    ObjectNode client = admin.client(tenant.realm, "life-team.shop").orElseThrow().deepCopy();
    ((ArrayNode) client.get("redirectUris")).add("https://elsewhere.example.com/callback");
    var unused =
        admin.put(
            "/realms/%s/clients/%s".formatted(tenant.realm, client.get("id").asText()), client);
  }

  @Test
  void life_ofAClient_isShownByKubectl() throws IOException {
    tenant.apply(block(Files.readString(PAGE), 0).group(1));
    awaitEvent("ClientProvisioned");
    assertShown(1, status());

    tenant.applyPolicy("web", "{allowedScopes: [openid, profile], token: {accessTokenTTL: 5m}}");
    awaitEvent("Updated");
    assertShown(2, events());

    addRedirectUriByHand();
    awaitEvent("DriftRepaired");
    assertShown(3, events());

    tenant.applyPolicy("web", "{allowedScopes: [openid], token: {accessTokenTTL: 5m}}");
    awaitEvent("PolicyViolation");
    assertShown(4, events());

    var unused = kubectl("delete", "authclient", "shop", "-n", tenant.team);
    await()
        .atMost(Tenant.PATIENCE)
        .untilAsserted(() -> assertThat(lastEvent()).contains("Removed"));
    assertShown(5, lastEvent());
  }

  private static String lastEvent() {
    return kubectl(
            "get",
            "events",
            "-n",
            tenant.team,
            "--field-selector",
            "involvedObject.name=shop,reason=Removed",
            "-o",
            "custom-columns=TYPE:.type,REASON:.reason,OBJECT:.involvedObject.kind,MESSAGE:.message")
        .replace(tenant.sandbox.keycloak().url(), KEYCLOAK);
  }
}

package io.nauthera.webhook.cli.manifests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLIENT =
      """
      # an application
      apiVersion: auth.nauthera.io/v1alpha1
      kind: AuthClient
      metadata:
        name: shop
        namespace: team-a
        labels:
          app.kubernetes.io/name: shop
      spec:
        redirectUris:
          - https://a.example/cb
          - https://b.example/cb
        jwks: {keys: [{kid: one}, {kid: two}]}
        clientSelector:
          matchLabels:
            app: x
            app.kubernetes.io/name: shop
      """;
  private static final String NAMESPACE = "apiVersion: v1\nkind: Namespace\n";
  private static final String NAMED = NAMESPACE + "metadata: {name: %s}\n";

  @TempDir Path folder;

  // Files and folders

  @Test
  void folder_isReadInOrder_withItsFoldersAndOnlyManifests() throws IOException {
    write("b.yaml", NAMED.formatted("b"));
    write(
        "a/z.json", "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"z\"}}");
    write("a/y.YML", NAMED.formatted("w"));
    write("c.txt", NAMED.formatted("no"));
    write(".git/d.yaml", NAMED.formatted("no"));
    write("values.yaml", "replicas: 2\n");
    write("e/list.yaml", "- 1\n");
    write("e/deployment.yaml", "apiVersion: apps/v1\nkind: Deployment\nspec: {a: 1, a: 2}\n");

    var reading = read(folder.toString());

    assertThat(reading.documents()).extracting(Document::name).containsExactly("w", "z", "b");
    assertThat(reading.documents().getLast().file()).isEqualTo(folder.resolve("b.yaml").toString());
    assertThat(reading.errors()).isEmpty();
    assertThat(reading.skipped()).isEqualTo(Map.of("Deployment", 1, "no Kubernetes manifest", 2));
  }

  @Test
  void file_isReadWhateverItsName_andOnceHoweverOftenItIsGiven() throws IOException {
    var file = write("manifest.txt", NAMED.formatted("a"));
    var link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);

    var reading = read(file.toString(), link.toString(), file.toString(), folder.toString());

    assertThat(reading.documents()).extracting(Document::name).containsExactly("a");
    assertThat(reading.errors()).isEmpty();
  }

  @Test
  void links_areFollowedToFiles_notRoundInCircles() throws IOException {
    write("real/a.yaml", NAMED.formatted("a"));
    Files.createSymbolicLink(folder.resolve("real/again"), folder);
    Files.createSymbolicLink(folder.resolve("b.yaml"), write("b.data", NAMED.formatted("b")));
    Files.createSymbolicLink(folder.resolve("c.yaml"), folder.resolve("gone"));

    var reading = read(folder.toString());

    assertThat(reading.documents()).extracting(Document::name).containsExactly("b", "a");
    assertThat(reading.errors())
        .extracting(ReadError::toString)
        .containsExactly(folder.resolve("c.yaml") + ": is a broken symlink: fix or remove it");
  }

  @Test
  void path_thatIsNotThere_isAnErrorAndTheOthersGoOn() throws IOException {
    var file = write("a.yaml", NAMED.formatted("a"));

    var reading = read("/no/such", "", "a\0b", file.toString());

    assertThat(reading.documents()).hasSize(1);
    assertThat(reading.errors())
        .extracting(ReadError::message)
        .containsExactly("does not exist", "does not exist", "is not a valid file name");
  }

  @Test
  void file_thatMustNotBeRead_isAnErrorAndTheOthersGoOn() throws IOException {
    var closed = write("closed.yaml", NAMESPACE);
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    var file = write("open.yaml", NAMED.formatted("a"));

    var reading = read(closed.toString(), file.toString());

    if (Files.isReadable(closed)) { // as root
      assertThat(reading.documents()).hasSize(2);
    } else {
      assertThat(reading.errors())
          .extracting(ReadError::message)
          .containsExactly("cannot be read: permit it to this user");
      assertThat(reading.documents()).hasSize(1);
    }
  }

  @Test
  void file_thatIsTooLarge_isNotRead() throws IOException {
    var large = folder.resolve("large.yaml");
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(1L << 40);
    }

    assertThat(read(large.toString()).errors())
        .extracting(ReadError::message)
        .containsExactly(
            "is larger than 33554432 bytes (32 MiB): split it, or leave it out with --exclude");
  }

  @Test
  void standardInput_thatIsTooLarge_isReadToTheLimitOnly() {
    var endless =
        new InputStream() {
          private long given;

          @Override
          public int read() {
            given++;
            return '#';
          }

          @Override
          public int read(byte[] into, int from, int length) {
            given += length;
            Arrays.fill(into, from, from + length, (byte) '#');
            return length;
          }
        };

    var reading = strict(endless).read(List.of("-"));

    assertThat(reading.errors())
        .extracting(ReadError::toString)
        .containsExactly(
            "<stdin>: is larger than 33554432 bytes (32 MiB): split it, or leave it out with --exclude");
    assertThat(endless.given).isLessThan(33554432 + 100_000);
  }

  @Test
  void standardInput_thatFails_isAnError() {
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("pipe\u001b[31m");
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return read();
          }
        };

    assertThat(strict(broken).read(List.of("-", "-")).errors())
        .extracting(ReadError::toString)
        .containsExactly("<stdin>: cannot be read: \"pipe\\u{1b}[31m\"");
  }

  // Documents

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "# only a comment\n",
        "---\n...\n---\n---\n...\n---\n# c\n",
        "---\n~\n---\nnull\n",
        "\uFEFF",
        "\uFEFF---\r\n\r\n"
      })
  void text_withoutDocuments_isNothing(String text) {
    var reading = readText(text);

    assertThat(reading.documents()).isEmpty();
    assertThat(reading.errors()).isEmpty();
    assertThat(reading.skipped()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void text_withDocuments_hasThemInOrder(String text, String names) {
    var reading = readText(text);

    assertThat(reading.errors()).isEmpty();
    assertThat(reading.documents()).extracting(Document::name).containsExactly(names.split(" "));
    assertThat(reading.documents()).allMatch(document -> document.file().equals("<stdin>"));
  }

  static Stream<Arguments> text_withDocuments_hasThemInOrder() {
    var a = NAMED.formatted("a");
    var b = NAMED.formatted("b");
    var json =
        "{\"apiVersion\": \"v1\",\n\t\"kind\": \"Namespace\", \"metadata\": {\"name\": \"%s\"}}";
    return Stream.of(
        arguments(a + "---\n" + b, "a b"),
        arguments("---\n" + a + "...\n---   # Source: chart/b.yaml\n" + b, "a b"),
        arguments("\uFEFF" + a + "---\n\uFEFF" + b, "a b"),
        arguments((a + "---\n" + b).replace("\n", "\r\n"), "a b"),
        arguments(json.formatted("a"), "a"),
        arguments(json.formatted("a") + json.formatted("b") + "\n" + json.formatted("c"), "a b c"),
        arguments(json.formatted("a") + "\n---\n" + json.formatted("b") + "\n---\n" + a, "a b a"),
        arguments("# c\n" + json.formatted("a") + "\n---\n" + b, "a b"),
        arguments("{apiVersion: v1, kind: Namespace, metadata: {name: a}}", "a"),
        arguments(
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"a\"},}", "a"),
        arguments(NAMESPACE + "metadata: {name: a}\n", "a"));
  }

  @Test
  void kinds_ofNauthera_andNamespacesAreDocuments_othersAreCounted() {
    var reading =
        readText(
            Stream.of("AuthClient", "AuthPolicy", "AuthServer", "UserStore")
                    .map("apiVersion: auth.nauthera.io/v1alpha1\nkind: %s\n---\n"::formatted)
                    .reduce("", String::concat)
                + NAMESPACE
                + """
                ---
                apiVersion: apps/v1
                kind: Deployment
                ---
                apiVersion: apps/v1
                kind: Deployment
                ---
                apiVersion: v2
                kind: Namespace
                ---
                apiVersion: v1
                kind: Secret
                """);

    assertThat(reading.documents())
        .extracting(Document::kind)
        .containsExactly("AuthClient", "AuthPolicy", "AuthServer", "UserStore", "Namespace");
    assertThat(reading.skipped()).isEqualTo(Map.of("Deployment", 2, "Namespace", 1, "Secret", 1));
    assertThat(reading.errors()).isEmpty();
  }

  @Test
  void list_isUnrolled_andEachItemHasItsOwnPlaces() {
    var reading =
        readText(
            """
            apiVersion: v1
            kind: List
            items:
              - apiVersion: v1
                kind: Namespace
                metadata:
                  name: a
              - {apiVersion: v1, kind: Secret}
              - kind: AuthClientList
                apiVersion: auth.nauthera.io/v1alpha1
                items:
                  - metadata: {name: b}
                    spec: {scopes: [openid, email]}
            """);

    assertThat(reading.errors()).isEmpty();
    assertThat(reading.skipped()).isEqualTo(Map.of("Secret", 1));
    assertThat(reading.documents())
        .extracting(document -> document.kind() + " " + document.name())
        .containsExactly("Namespace a", "AuthClient b");
    var inner = reading.documents().getLast().positions();
    assertThat(reading.documents().getFirst().positions().of("metadata.name"))
        .isEqualTo(new Position(7, 7));
    assertThat(inner.of("")).isEqualTo(new Position(12, 9));
    assertThat(inner.of("spec.scopes[1]")).isEqualTo(new Position(13, 33));
  }

  // Locations

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                     |  2 |  1
          metadata.name                                          |  5 |  3
          metadata                                               |  4 |  1
          metadata.labels[app.kubernetes.io/name]                |  8 |  5
          metadata.labels.app.kubernetes.io/name                 |  8 |  5
          metadata.labels[gone]                                  |  7 |  3
          metadata.nam                                           |  4 |  1
          spec.redirectUris                                      | 10 |  3
          spec.redirectUris[0]                                   | 11 |  7
          spec.redirectUris[1]                                   | 12 |  7
          spec.redirectUris[2]                                   | 10 |  3
          spec.redirectUris[1].x                                 | 12 |  7
          spec.redirectUris[                                     | 10 |  3
          spec.jwks.keys[1]                                      | 13 | 29
          spec.jwks.keys[0].kid                                  | 13 | 18
          spec.clientSelector.matchLabels.app.kubernetes.io/name | 17 |  7
          spec.clientSelector.matchLabels.app                    | 16 |  7
          spec.gone.further[3]                                   |  9 |  1
          gone                                                   |  2 |  1
          ..                                                     |  2 |  1
          """)
  void field_stands(String field, int line, int column) {
    var document = readText(CLIENT).documents().getFirst();

    assertThat(document.positions().of(field)).isEqualTo(new Position(line, column));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                | 2 |  1
          kind              | 2 | 20
          metadata.labels.b | 4 |  8
          metadata.n[1]     | 5 | 11
          """)
  void field_inJson_stands(String field, int line, int column) {
    var text =
        """
        {"apiVersion":"v1","kind":"Secret"}
        {"apiVersion":"v1","kind":"Namespace",
         "metadata":{"labels":{
          "😀":1,"b":"x"},
          "n":[1, 2]}}
        """
            .replace("  \"😀\":1", "\"é😀\":1");

    assertThat(readText(text).documents().getFirst().positions().of(field))
        .isEqualTo(new Position(line, column));
  }

  @Test
  void field_afterSymbols_standsByCharacters() {
    var text = NAMESPACE + "metadata: {labels: {\"😀é\": x, b: y}, name: a}\n";

    assertThat(readText(text).documents().getFirst().positions().of("metadata.labels.b"))
        .isEqualTo(new Position(3, 30));
  }

  @Test
  void field_ofAnAlias_standsWhereItIsWritten() {
    var text =
        NAMESPACE
            + """
            base: &base
              x: [1, 2]
            one: *base
            two:
              <<: *base
              w: 1
              x: 2
            three: {<<: [*base, {x: 3, z: 4}]}
            """;
    var document = readText(text).documents().getFirst();

    assertThat(document.content().get("one")).isEqualTo(json("{\"x\":[1,2]}"));
    assertThat(document.content().get("two")).isEqualTo(json("{\"x\":2,\"w\":1}"));
    assertThat(document.content().get("three")).isEqualTo(json("{\"x\":[1,2],\"z\":4}"));
    assertThat(document.positions().of("one")).isEqualTo(new Position(5, 1));
    assertThat(document.positions().of("one.x[1]")).isEqualTo(new Position(4, 10));
    assertThat(document.positions().of("two.x")).isEqualTo(new Position(9, 3));
    assertThat(document.positions().of("three.x[0]")).isEqualTo(new Position(4, 7));
    assertThat(document.positions().of("three.z")).isEqualTo(new Position(10, 28));
  }

  // Values, as k8s.io/apimachinery 0.37 with go.yaml.in/yaml/v2 2.4 reads them

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ~                        | null
          null                     | null
          Null                     | null
          nULL                     | "nULL"
          true                     | true
          True                     | true
          tRUE                     | "tRUE"
          yes                      | true
          on                       | true
          y                        | true
          NO                       | false
          off                      | false
          n                        | false
          "yes"                    | "yes"
          'true'                   | "true"
          !!str yes                | "yes"
          !!bool "yes"             | true
          ! 5                      | "5"
          !own 5                   | "5"
          0                        | 0
          -0                       | 0
          +1                       | 1
          0777                     | 511
          0o777                    | 511
          08                       | 8
          0x10                     | 16
          -0x10                    | -16
          0b101                    | 5
          0x                       | "0x"
          1_000                    | 1000
          1__0_                    | 10
          _1                       | "_1"
          1:30                     | "1:30"
          9223372036854775807      | 9223372036854775807
          9223372036854775808      | 9223372036854776000
          18446744073709551615     | 18446744073709552000
          -9223372036854775809     | -9223372036854776000
          123456789012345678901234 | 1.2345678901234568e+23
          1.0                      | 1
          1.                       | 1
          .5                       | 0.5
          ._5                      | "._5"
          .2_3                     | 0.23
          .2_                      | ".2_"
          .                        | "."
          +                        | "+"
          1e3                      | 1000
          1.5e-7                   | 1.5e-7
          1e21                     | 1e21
          1e400                    | "1e400"
          !!float 5                | 5
          !!int "5"                | 5
          1.2.3                    | "1.2.3"
          2001-12-14               | "2001-12-14"
          2001-12-14t21:59:43.10Z  | "2001-12-14t21:59:43.10Z"
          !!timestamp 2001-12-14   | "2001-12-14"
          !!binary aGk=            | "hi"
          <<                       | "<<"
          =                        | "="
          "a\\u00e9\\x41"         | "aéA"
          'it''s'                  | "it's"
          {yes: 1, 1.5: 2, 0x10: 3} | {"true": 1, "1.5": 2, "16": 3}
          {1000000: 1, 2001-12-14: 2} | {"1000000": 1, "2001-12-14": 2}
          {a, b: }                 | {"a": null, "b": null}
          [a: 1, ]                 | [{"a": 1}]
          """)
  void scalar_isWhatKubectlSends(String yaml, String expected) {
    var reading = readText(NAMESPACE + "value: " + yaml + "\n");

    assertThat(reading.errors()).isEmpty();
    assertThat(reading.documents().getFirst().content().get("value")).isEqualTo(json(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1.0                  | 1
          -0                   | 0
          1E3                  | 1000
          18446744073709551616 | 18446744073709552000
          1e-7                 | 1.0E-7
          "yes"                | "yes"
          "\\ud83d\\ude00"     | "😀"
          "\\ud83d"            | "\uFFFD"
          """)
  void jsonValue_isWhatKubectlSends(String written, String expected) {
    var text = "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"value\":" + written + "}";

    assertThat(readText(text).documents().getFirst().content().get("value"))
        .isEqualTo(json(expected));
  }

  // What is wrong

  @ParameterizedTest
  @MethodSource
  void error_saysWhereAndWhatIsRight(String text, String error) {
    var reading = readText(text);

    assertThat(reading.errors())
        .extracting(ReadError::toString)
        .containsExactly("<stdin>:" + error);
  }

  static Stream<Arguments> error_saysWhereAndWhatIsRight() {
    var ours = "apiVersion: auth.nauthera.io/v1alpha1\nkind: AuthClient\n";
    return Stream.of(
        // what it is
        arguments("a: 1\n", "1:1: has no apiVersion: a manifest has an apiVersion and a kind"),
        arguments(
            "# c\napiVersion: v1\n", "2:1: has no kind: a manifest has an apiVersion and a kind"),
        arguments(
            "apiVersion: v1\nkind: ''\n",
            "1:1: has no kind: a manifest has an apiVersion and a kind"),
        arguments("apiVersion: v1\nkind: yes\n", "2:1: kind must be a text, not boolean"),
        arguments(
            "- a\n", "1:1: is not a manifest: a manifest is a mapping with apiVersion and kind"),
        arguments(
            "text\n", "1:1: is not a manifest: a manifest is a mapping with apiVersion and kind"),
        arguments(
            "apiVersion: auth.nauthera.io/v1\nkind: AuthClient\n",
            "1:1: apiVersion \"auth.nauthera.io/v1\" is not served: use auth.nauthera.io/v1alpha1"),
        arguments(
            "kind: AuthClients\napiVersion: auth.nauthera.io/v1alpha1\n",
            "1:1: kind \"AuthClients\" does not exist in auth.nauthera.io: use AuthClient, AuthPolicy, AuthServer, UserStore"),
        arguments(
            "apiVersion: v1\nkind: List\nitems:\n- 5\n",
            "4:3: is not a manifest: a manifest is a mapping with apiVersion and kind"),
        arguments(
            "apiVersion: v1\nkind: List\nitems: {}\n", "3:1: items must be a list of manifests"),
        // broken YAML
        arguments(ours + "spec:\n\tx: 1\n", "4:1: a tab is not allowed here: use spaces"),
        arguments(
            ours + "spec:\n  a: 1\n b: 2\n",
            "5:2: the indentation is wrong: align it with the lines above"),
        arguments(
            ours + " spec: 1\n",
            "3:6: a value is not allowed after this ':': fix the indentation, or put the text in quotes if the ':' belongs to it"),
        arguments(
            ours + "a: b: c\n",
            "3:5: a value is not allowed after this ':': fix the indentation, or put the text in quotes if the ':' belongs to it"),
        arguments(
            ours + "spec\nb: 1\n",
            "3:1: the line has no ': ' and is not a list item: write key: value, or indent it if it continues the text above"),
        arguments(ours + "a: 'b\nc: d\n", "3:4: the quote that starts here is not closed"),
        arguments(ours + "a: \"b\n", "3:4: the quote that starts here is not closed"),
        arguments(
            ours + "a: {b: 1\nc: 2\n", "3:4: a ',' or the closing '}' is missing after this '{'"),
        arguments(
            ours + "a: [b\nc: d\n", "3:4: a ',' or the closing ']' is missing after this '['"),
        arguments("...\n", "1:1: a value is missing before this"),
        arguments(ours + "a: {b:[1]}\n", "3:5: kubectl needs a space after the ':' of this key"),
        arguments(
            ours + "a: @b\n", "3:4: a value cannot start with this character: put it in quotes"),
        arguments(
            ours + "a: \"\\q\"\n",
            "3:6: invalid escape in double quotes: write \\\\ for a backslash, or use single quotes"),
        arguments(
            ours + "a: b - c\n- d\n",
            "4:1: the indentation is wrong: align it with the lines above"),
        arguments(ours + "a: - b\n", "3:4: a list item must start on a line of its own"),
        arguments(
            "%YAML 1.1\n---\n" + ours,
            "1:1: kubectl does not read YAML directives: remove this line"),
        arguments(
            ours + "...\n" + ours,
            "4:1: the document has ended above: start another document with a line '---'"),
        arguments(
            "--- {a: 1}\n---\n" + ours,
            "1:1: kubectl allows only a comment after '---': move \"{a: 1}\" to the next line"),
        // templates
        arguments(
            "{{- if .x }}\n" + ours + "{{- end }}\n",
            "1:1: looks like a template: render it first, e.g. with helm template, or leave it out with --exclude"),
        arguments(
            ours + "metadata:\n  name: {{ .Release.Name }}\n",
            "4:9: looks like a template: render it first, e.g. with helm template, or leave it out with --exclude"),
        // keys and values
        arguments(
            ours + "spec:\n  a: 1\n  b: 2\n  a: 3\n",
            "6:3: key \"a\" is also in line 4: remove one of them (kubectl uses the last)"),
        arguments(
            ours + "? [a]\n: b\n",
            "3:3: a key must be a text, not a mapping or a list: put it in quotes"),
        arguments(ours + "1e6: b\n", "3:1: \"1e6\" cannot be a key in JSON: put it in quotes"),
        arguments(ours + "a:\tb\n", "3:3: a tab is not allowed here: use spaces"),
        arguments(ours + "~: b\n", "3:1: \"~\" cannot be a key in JSON: put it in quotes"),
        arguments(ours + "a: .inf\n", "3:4: \".inf\" is not a number in JSON: put it in quotes"),
        arguments(
            ours + "a: !!int b\n",
            "3:4: \"b\" is not a valid !!int: remove the tag, or write such a value"),
        arguments(
            ours + "a: !!binary '%'\n",
            "3:4: \"%\" is not a valid !!binary: remove the tag, or write base64"),
        arguments(
            ours + "a: \"\\ud83d\"\n",
            "3:4: an escape is half of a surrogate pair: write the character itself"),
        arguments(
            ours + "a: \u0001\n",
            "3:4: character U+0001 is not allowed in YAML: remove it, or write it as an escape in double quotes"),
        arguments(
            ours + "a: b\u2028c\n",
            "3:5: character U+2028 is a line break or nothing to kubectl: remove it, or write it as an escape in double quotes"),
        // aliases
        arguments(
            ours + "a: *b\n",
            "3:4: the alias has no anchor above it in this document: define it, or put the text in quotes"),
        arguments(
            ours + "a: &b [*b]\n",
            "3:4: an alias of \"b\" is inside this anchor, so it never ends: remove it"),
        arguments(
            ours + "a: {<<: 5}\n", "3:9: \"<<\" can merge only a mapping or a list of mappings"),
        // JSON
        arguments(
            "{\"a\": 1,\n \"b\": ",
            "2:7: the JSON ends too early: a closing \", ] or } is missing"),
        arguments(
            "{\"a\": 1\n \"b\": 2}",
            "2:2: is not valid JSON: unexpected character ('\"'): was expecting comma to separate Object entries"),
        arguments(
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\n\"a\":1,\"a\":2}",
            "2:7: key \"a\" is also in line 2: remove one of them (kubectl uses the last)"),
        arguments(
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"a\":1e400}",
            "1:1: a number in this JSON is too large: put it in quotes"));
  }

  @Test
  void documents_besideABrokenOne_areRead() {
    var reading =
        readText(
            String.join(
                "---\n",
                NAMED.formatted("a"),
                "a: 'never closed\nb: c\n",
                NAMED.formatted("b"),
                "\tx\n",
                NAMED.formatted("c")));

    assertThat(reading.documents()).extracting(Document::name).containsExactly("a", "b", "c");
    assertThat(reading.errors())
        .extracting(ReadError::toString)
        .containsExactly(
            "<stdin>:5:4: the quote that starts here is not closed",
            "<stdin>:12:1: a tab is not allowed here: use spaces");
    assertThat(reading.documents().getLast().positions().of("metadata.name"))
        .isEqualTo(new Position(16, 12));
  }

  @Test
  void bytes_thatAreNoText_areAnErrorWithThePlace() {
    assertThat(errors("a: b\nc: \u00e4\n".getBytes(ISO_8859_1)))
        .containsExactly("<stdin>:2:4: byte 9 (0xE4) is not UTF-8: save the file as UTF-8");
    assertThat(errors("a: \u00e4\n\0\n".getBytes(UTF_8)))
        .containsExactly("<stdin>:2:1: contains a NUL byte, so it is not text: use YAML or JSON");
    assertThat(errors(NAMESPACE.getBytes(UTF_16)))
        .containsExactly("<stdin>: is UTF-16: save it as UTF-8");
  }

  @Test
  void values_withinValues_areBounded() {
    var yaml = NAMESPACE + "a: " + "[".repeat(100_000);
    var json = "{\"a\":" + "[".repeat(100_000);

    assertThat(errors(yaml.getBytes(UTF_8)))
        .containsExactly(
            "<stdin>:3:104: is nested deeper than 100 levels or has more than 2000000 values: split it");
    assertThat(errors(json.getBytes(UTF_8)))
        .containsExactly(
            "<stdin>:1:106: is nested deeper than 100 levels or has more than 2000000 values: split it");
  }

  @Test
  void aliases_thatMultiply_areStoppedEarly() {
    var text = new StringBuilder(NAMESPACE).append("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (var i = 1; i < 40; i++) {
      text.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
    }

    var errors =
        Assertions.assertTimeout(
            Duration.ofSeconds(5), () -> errors(text.toString().getBytes(UTF_8)));

    assertThat(errors)
        .containsExactly("<stdin>:3:31: aliases expand to more than 100000 values: write them out");
  }

  @Test
  void quote_ofMegabytes_costsNoMinutes() {
    var text = NAMESPACE + "a: \"" + "x".repeat(8 << 20);

    var errors =
        Assertions.assertTimeout(Duration.ofSeconds(10), () -> errors(text.getBytes(UTF_8)));

    assertThat(errors).containsExactly("<stdin>:3:1: the line has more than 1048576 characters");
  }

  @Test
  void damage_neverLeavesAsAnException() {
    var valid =
        (CLIENT
                + "---\n"
                + NAMESPACE
                + "a: &a {b: [1, 'x', \"y\\n\"], c: |\n  }\n---\n"
                + "apiVersion: v1\nkind: List\nitems:\n- {<<: {a: 1}, kind: X}\n- |\n  text\n")
            .getBytes(UTF_8);
    var json =
        """
        {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"a\\u00e4","n":[1,-2.5e3,null]}}
        {"apiVersion":"auth.nauthera.io/v1alpha1","kind":"AuthClientList","items":[{"spec":{}}]}
        """
            .getBytes(UTF_8);
    var random = new Random(20_261_124);
    for (var i = 0; i < Integer.getInteger("reading.cases", 2_000); i++) {
      var damaged = damaged(random.nextInt(4) == 0 ? json : valid, random);
      var lines = new String(damaged, UTF_8).split("\r\n|\r|\n", -1);

      var reading = strict(new ByteArrayInputStream(damaged)).read(List.of("-"));

      assertThat(reading.errors())
          .as(() -> Arrays.toString(lines))
          .allSatisfy(error -> {
            assertThat(error.message()).isNotBlank().doesNotMatch("(?s).*\\p{Cntrl}.*");
            var position = error.position();
            if (position != null) {
              assertThat(position.line()).isBetween(1, lines.length);
              assertThat(position.column()).isBetween(1, lines[position.line() - 1].length() + 1);
            }
          });
      assertThat(reading.documents())
          .allSatisfy(document -> assertThat(document.positions().of("spec.a[1]")).isNotNull());
    }
  }

  private static byte[] damaged(byte[] valid, Random random) {
    var text = new String(valid, ISO_8859_1);
    var bits = "\t \n:-'\"{}[],&*!|>%@`#?~\\\0\u00ff0<\r\u00c3".toCharArray();
    var damaged = new StringBuilder(text);
    for (var i = random.nextInt(6); i >= 0; i--) {
      var at = random.nextInt(damaged.length());
      switch (random.nextInt(4)) {
        case 0 -> damaged.deleteCharAt(at);
        case 1 -> damaged.setCharAt(at, (char) random.nextInt(256));
        case 2 -> damaged.insert(at, bits[random.nextInt(bits.length)]);
        default -> damaged.insert(at, text, random.nextInt(40), 40 + random.nextInt(20));
      }
    }
    return damaged.toString().getBytes(ISO_8859_1);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException broken) {
      throw new AssertionError(text, broken);
    }
  }

  private Path write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Manifests read(String... paths) {
    return strict(InputStream.nullInputStream()).read(List.of(paths));
  }

  private static Manifests readText(String text) {
    return strict(new ByteArrayInputStream(text.getBytes(UTF_8))).read(List.of("-"));
  }

  private static List<String> errors(byte[] bytes) {
    return strict(new ByteArrayInputStream(bytes)).read(List.of("-")).errors().stream()
        .map(ReadError::toString)
        .toList();
  }

  /** Reports everything that cannot be read, also in files without a manifest of Nauthera. */
  private static ManifestReader strict(InputStream in) {
    return new ManifestReader(in, List.of(), true);
  }
}

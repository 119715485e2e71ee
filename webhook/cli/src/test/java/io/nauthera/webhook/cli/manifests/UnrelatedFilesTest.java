package io.nauthera.webhook.cli.manifests;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories contain files that are not for Nauthera, and not even YAML. */
class UnrelatedFilesTest {
  private static final String TEMPLATE = "kind: Deployment\nspec: {{ .Values.spec }}\n";
  private static final String SERVER =
      """
      apiVersion: auth.nauthera.io/v1alpha1
      kind: AuthServer
      metadata: {name: main, namespace: security}
      spec: {issuerUrl: "https://auth.example.com/realms/main"}
      """;

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Manifests read(boolean isStrict, String... excluded) {
    return reader(isStrict, excluded).read(List.of(folder.toString()));
  }

  private static ManifestReader reader(boolean isStrict, String... excluded) {
    return new ManifestReader(InputStream.nullInputStream(), List.of(excluded), isStrict);
  }

  private static Manifests readInput(byte[] bytes) {
    return new ManifestReader(new ByteArrayInputStream(bytes), List.of(), false).read(List.of("-"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TEMPLATE,
        "{{- if .Values.enabled }}\nkind: Service\n{{- end }}\n",
        "a: b: c\n",
        "\tkey: value\n",
        "- {open\n",
        "key: 'open\n",
        "{\"json\": [}",
        "%YAML 1.2\n---\na: b\n",
        "--- text after the separator\na: b\n",
        "a: \u0000\n",
        "kind: ServiceList\nitems: {}\napiVersion: v1\n",
        "*alias\n",
      })
  void file_unreadableAndUnrelated_isSkippedAndNoted(String text) throws IOException {
    write("server.yaml", SERVER);
    Path other = write("charts/shop/templates/other.yaml", text);

    Manifests lenient = read(false);
    Manifests strict = read(true);

    assertThat(lenient.errors()).isEmpty();
    assertThat(lenient.documents()).hasSize(1);
    assertThat(lenient.unreadable()).containsExactly(other.toString());
    assertThat(lenient.notes())
        .containsExactly(
            "skipped 1 file that cannot be read and does not contain auth.nauthera.io: %s (nauthera validate --strict shows why, --exclude leaves files out)"
                .formatted(other));
    assertThat(strict.errors()).isNotEmpty().allMatch(e -> e.file().equals(other.toString()));
    assertThat(strict.notes()).isEmpty();
  }

  @Test
  void file_unreadableButRelated_isAnError() throws IOException {
    write("client.yaml", "apiVersion: auth.nauthera.io/v1alpha1\nspec: {{ .Values.spec }}\n");
    Files.write(folder.resolve("utf16.yaml"), SERVER.getBytes(UTF_16));

    Manifests reading = read(false);

    assertThat(reading.errors())
        .extracting(ReadError::toString)
        .satisfiesExactly(
            template -> assertThat(template).contains("client.yaml:2:7: looks like a template"),
            utf16 -> assertThat(utf16).contains("is UTF-16: save it as UTF-8"));
    assertThat(reading.unreadable()).isEmpty();
  }

  @Test
  void link_brokenInAFolder_isSkipped() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.yaml"), Path.of("nothing"));

    assertThat(read(false).unreadable()).hasSize(1);
    assertThat(read(false).errors()).isEmpty();
    assertThat(read(true).errors()).hasSize(1);
  }

  @Test
  void documents_ofAnUnrelatedFile_areReadAsFarAsTheyCanBe() throws IOException {
    write(
        "several.yaml",
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop}
        ---
        a: b: c
        ---
        d: e: f
        """);

    Manifests reading = read(false);

    assertThat(reading.documents()).hasSize(1);
    assertThat(reading.unreadable()).hasSize(1);
  }

  @Test
  void files_many_areCountedAndTheFirstAreNamed() throws IOException {
    for (int i = 0; i < 10; i++) {
      write("templates/%02d.yaml".formatted(i), TEMPLATE);
    }

    assertThat(read(false).notes())
        .singleElement()
        .satisfies(note ->
            assertThat(note)
                .startsWith("skipped 10 files that cannot be read and do not contain")
                .contains("00.yaml", "01.yaml", "02.yaml and 7 more")
                .doesNotContain("03.yaml"));
  }

  @Test
  void input_unreadable_isSkippedOnlyWhereItIsUnrelated() {
    assertThat(readInput(TEMPLATE.getBytes(UTF_8)).notes()).hasSize(1);
    assertThat(readInput("ü: {".getBytes(StandardCharsets.ISO_8859_1)).errors()).isEmpty();
    assertThat(readInput(("# auth.nauthera.io\n" + TEMPLATE).getBytes(UTF_8)).errors()).hasSize(1);
  }

  @Test
  void file_namedAndUnrelated_isSkippedToo() throws IOException {
    Path values = write("values.yaml", "replicas: 2\n");
    Path template = write("template.yaml", TEMPLATE);
    List<String> named = List.of(values.toString(), template.toString());

    Manifests lenient = reader(false).read(named);
    Manifests strict = reader(true).read(named);

    assertThat(lenient.errors()).isEmpty();
    assertThat(lenient.skipped()).containsEntry("no Kubernetes manifest", 1);
    assertThat(lenient.unreadable()).containsExactly(template.toString());
    assertThat(strict.errors()).hasSize(2);
  }

  @Test
  void file_namedThatDoesNotExist_isAnError() {
    assertThat(reader(false).read(List.of(folder.resolve("typo.yaml").toString())).errors())
        .hasSize(1);
  }

  @Test
  void file_tooLarge_isAnErrorOnlyWhereItIsRelated() throws IOException {
    Path unrelated = large("unrelated.json", "{}");
    Path related = large("related.json", "auth.nauthera.io");
    Path huge = large("huge.json", "");
    try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(1L << 40);
    }

    Manifests reading = read(false);

    assertThat(reading.errors())
        .extracting(ReadError::file)
        .containsExactly(huge.toString(), related.toString());
    assertThat(reading.unreadable()).containsExactly(unrelated.toString());
  }

  /** The text lies across the border of two megabytes. */
  private Path large(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength((32L << 20) + 1);
      bytes.seek((8L << 20) - 5);
      bytes.write(text.getBytes(UTF_8));
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({"auth.nauth.nauthera.io, true", "a.auth.nautherb.io, false"})
  void groupName_isFoundAfterItsBeginning(String text, boolean isFound) {
    assertThat(GroupName.isIn(text.getBytes(UTF_8))).isEqualTo(isFound);
    assertThat(GroupName.isIn(text.getBytes(UTF_16))).isEqualTo(isFound);
  }

  @ParameterizedTest
  @CsvSource({
    "templates, true",
    "templates/, true",
    "broken.yaml, true",
    "'*.yaml', true",
    "'brok*', true",
    "charts/shop/templates/broken.yaml, true",
    "./charts/shop/templates/broken.yaml, true",
    "charts/shop/templates, true",
    "charts/*/templates, true",
    "charts/**, true",
    "'**/templates', true",
    "'**/templates/**', true",
    "'charts/**/broken.yaml', true",
    "'charts/shop/templates/**/broken.yaml', true",
    "'**/charts/**/*.yaml', true",
    "'{a,charts}', true",
    "'**/charts/**/templates/**/broken.yaml', true",
    "'charts/**/templates/**/broken.yaml', true",
    "'**/shop/**/broken.{yml,yaml}', true",
    "'charts/{shop,**/crm}/templates', true",
    "shop/templates, false",
    "chart, false",
    "'*.yml', false",
    "charts/*.yaml, false",
  })
  void file_excluded_isNotRead(String glob, boolean isExcluded) throws IOException {
    write("charts/shop/templates/broken.yaml", TEMPLATE);

    assertThat(read(true, glob).errors().isEmpty()).isEqualTo(isExcluded);
  }

  @Test
  void excluded_pathAsGiven_isNotRead() throws IOException {
    Path broken = write("charts/broken.yaml", TEMPLATE);

    assertThat(read(true, broken.toString()).errors()).isEmpty();
    assertThat(read(true, folder + "/charts/**").errors()).isEmpty();
    var reader =
        new ManifestReader(InputStream.nullInputStream(), List.of("other", "broken.yaml"), true);
    assertThat(reader.read(List.of(broken.toString())).errors()).isEmpty();
  }

  /** As given by programs that append the names of changed files. */
  @ParameterizedTest
  @CsvSource({
    "target/charts/templates/x.yaml, templates, true",
    "./target/charts/templates/x.yaml, templates, true",
    "target/charts/templates/x.yaml, target/charts/templates, true",
    "target/charts/templates/x.yaml, 'target/**/templates', true",
    "target/charts/templates/x.yaml, '*/charts/**', true",
    "target/charts/templates/x.yaml, x.yaml, true",
    "target/charts/templates/x.yaml, charts/templates, false",
    "/templates/repository/x.yaml, templates, false",
    "/templates/repository/x.yaml, /templates/repository, true",
    "/templates/repository/x.yaml, '*.yaml', true",
  })
  void namedFile_inAnExcludedFolder_isNotRead(String file, String glob, boolean isExcluded) {
    assertThat(new ExcludedPaths(List.of(glob)).contains(Path.of(file))).isEqualTo(isExcluded);
  }

  @Test
  void glob_invalid_isExplained() {
    assertThatThrownBy(() -> read(true, "a[b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"a[b\" is not a valid glob: use e.g. templates, *.tpl.yaml or charts/**/templates");
  }
}

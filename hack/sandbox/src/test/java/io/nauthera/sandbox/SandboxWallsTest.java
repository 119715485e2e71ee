package io.nauthera.sandbox;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules about which package of the sandbox may use which. */
@AnalyzeClasses(
    packages = "io.nauthera.sandbox",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class SandboxWallsTest {
  @ArchTest
  static final ArchRule packages_ofTheSandbox_haveNoCycles =
      slices().matching("io.nauthera.(**)").should().beFreeOfCycles();
}

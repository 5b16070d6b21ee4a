package dev.gatehouse.sca.licence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.sca.Tree;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Licences are known by their texts. The resource is made anew, from the folder `licenses` of the npm package
/// spdx-license-list, with `-Dgatehouse.licences.texts=FOLDER`.
class LicenceTextsTest {
    private static final String MIT = """
            The MIT License (MIT)

            Copyright (c) 2026 Ada Harbour <ada@harbour.example>

            Permission is hereby granted, free of charge, to any person obtaining a copy
            of this software and associated documentation files (the 'Software'), to deal
            in the Software without restriction, including without limitation the rights
            to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
            copies of the Software, and to permit persons to whom the Software is
            furnished to do so, subject to the following conditions:

            The above copyright notice and this permission notice shall be included in
            all copies or substantial portions of the Software.

            THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
            IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
            FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
            AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
            LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
            OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
            SOFTWARE.
            """;
    private static final String BSD_3 = """
            Copyright 2026 Harbour Ltd. All rights reserved.

            Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
            following conditions are met:

              * Redistributions of source code must retain the above copyright notice, this list of conditions and the following
                disclaimer.
              * Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
                disclaimer in the documentation and/or other materials provided with the distribution.
              * Neither the name of Harbour nor the names of its contributors may be used to endorse or promote products derived
                from this software without specific prior written permission.

            THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
            INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
            DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
            SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
            SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
            WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
            OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
            """;

    private final LicenceTexts texts = LicenceTexts.load();

    @Test
    void namesLayoutAndQuotesDoNotMatter() {
        assertThat(texts.of(MIT)).containsExactly("MIT");
        assertThat(texts.of(" * " + MIT.replace("\n", "\n * "))).containsExactly("MIT");
        assertThat(texts.of(BSD_3)).containsExactly("BSD-3-Clause");
    }

    @Test
    void aLineThatBeginsWithCopyrightNoticeIsPartOfTheText() {
        assertThat(texts.of("""
                ISC License

                Copyright (c) 2026 Ada Harbour and Contributors

                Permission to use, copy, modify, and/or distribute this software for any
                purpose with or without fee is hereby granted, provided that the above
                copyright notice and this permission notice appear in all copies.

                THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
                WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
                MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
                ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
                WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
                ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR
                IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
                """)).containsExactly("ISC");
    }

    @Test
    void aClauseMakesTheDifference() {
        String twoClauses = BSD_3.replaceFirst("(?s)  \\* Neither.*?permission\\.\n", "");
        assertThat(texts.of(twoClauses)).containsExactly("BSD-2-Clause");
        assertThat(texts.of(MIT.replaceFirst("(?s)The above copyright notice and.*?Software\\.\n", ""))).containsExactly("MIT-0");
        assertThat(texts.of(MIT.replace("THE SOFTWARE IS PROVIDED",
                "The Software shall be used for Good, not Evil.\n\nTHE SOFTWARE IS PROVIDED")))
                .containsExactly("JSON");
    }

    @Test
    void oneFileMayHoldSeveralAndOtherWordsAreNone() {
        assertThat(texts.of(MIT + "\nParts of it:\n\n" + BSD_3)).containsExactlyInAnyOrder("MIT", "BSD-3-Clause");
        assertThat(texts.of("See the file COPYING for the terms of the licence of this software.")).isEmpty();
        assertThat(texts.of(MIT.substring(0, MIT.length() / 3))).isEmpty();
        assertThat(texts.of("")).isEmpty();
    }

    @Test
    void packagesGetTheLicencesThatLieWithThem() {
        Tree tree = new Tree().add("node_modules/rope/package.json", "{\"name\": \"rope\", \"version\": \"2.0.0\"}")
                .add("node_modules/rope/LICENSE", MIT)
                .add("lib/site-packages/sail-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: sail\nVersion: 1.0\n")
                .add("lib/site-packages/sail-1.0.dist-info/licenses/LICENSE.txt", BSD_3)
                .add("var/lib/dpkg/status", "Package: keel\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1-1\n")
                .add("usr/share/doc/keel/copyright", """
                        Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

                        Files: *
                        Copyright: 2026 Ada Harbour
                        License: GPL-2+ or Artistic

                        Files: debian/*
                        License: Expat
                        """);
        Map<String, String> concluded = new TreeMap<>();
        tree.inventory().packages().forEach(use -> concluded.put(use.purl().name(), use.concluded()));
        assertThat(concluded).containsEntry("rope", "MIT").containsEntry("sail", "BSD-3-Clause")
                .containsEntry("keel", "(GPL-2.0-or-later OR Artistic-1.0-Perl) AND MIT");
    }

    @Test
    @EnabledIfSystemProperty(named = "gatehouse.licences.texts", matches = ".+")
    void makesTheResource() throws IOException, DocumentException {
        SpdxList list = SpdxList.load();
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("gatehouse.licences.texts")))) {
            // Of licences with one text the strictest and plainest.
            files = all.sorted(java.util.Comparator.comparing((Path file) -> !file.toString().endsWith("-only.json"))
                    .thenComparingInt(file -> file.toString().length()).thenComparing(Path::toString)).toList();
        }
        Map<String, LicenceTexts.Fingerprint> fingerprints = new TreeMap<>();
        Set<List<Integer>> seen = new HashSet<>();
        List<String> twins = new ArrayList<>();
        for (Path file : files) {
            String id = file.getFileName().toString().replaceFirst("\\.json$", "");
            SpdxList.Entry entry = list.licence(id);
            String text = Fields.of(id, Documents.read(Format.JSON, id, Files.readAllBytes(file), Limits.DEFAULT))
                    .text("licenseText");
            int[] kept = Shingles.kept(text == null ? "" : text);
            if (entry == null || entry.deprecated() || kept.length < 8) {
                continue;
            }
            if (text != null && seen.add(Arrays.stream(kept).boxed().toList())) {
                fingerprints.put(id, LicenceTexts.Fingerprint.of(text));
            } else {
                twins.add(id);
            }
        }
        Path resource = Path.of("src/main/resources/dev/gatehouse/sca/licence", LicenceTexts.RESOURCE);
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(resource)))) {
            LicenceTexts.write(fingerprints, out);
        }
        System.out.println(fingerprints.size() + " licences, " + Files.size(resource) + " bytes; the same text have " + twins);
    }
}

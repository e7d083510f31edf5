package main

import (
	"slices"
	"strings"
	"testing"
)

var keys = []string{
	"", "a", "a/", "a/b", "a//b", "/a", "//", ".", "..", "./a", "a/../b", "a.", "a-b", "a b", "_", "_/_", "a/_", "ž/日本",
}

func TestKeysComeBack(t *testing.T) {
	for _, key := range keys {
		if got := unescape(escape(key)); got != key {
			t.Errorf("%q came back as %q by %q", key, got, escape(key))
		}
	}
}

func TestPathsAreOrderedAsKeys(t *testing.T) {
	sorted := slices.Sorted(slices.Values(keys))
	if !slices.IsSortedFunc(sorted, func(a, b string) int { return strings.Compare(escape(a), escape(b)) }) {
		t.Error("the paths have another order")
	}
}

func TestPrefixesOfKeysArePrefixesOfPaths(t *testing.T) {
	for _, key := range keys {
		for _, prefix := range keys {
			if strings.HasPrefix(key, prefix) != strings.HasPrefix(escape(key), escapePrefix(prefix)) {
				t.Errorf("%q and its prefix %q", key, prefix)
			}
		}
	}
}

func TestNoPathIsAnothersDirectory(t *testing.T) {
	for _, key := range keys {
		for _, other := range keys {
			if strings.HasPrefix(escape(other), escape(key)+"/") {
				t.Errorf("%q lies below %q", other, key)
			}
		}
	}
}

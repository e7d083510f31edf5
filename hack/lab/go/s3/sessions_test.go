package main

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/versity/versitygw/auth"
)

func TestSessionsAreHonouredWithTheirTokenOnly(t *testing.T) {
	sts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer password" || r.URL.Path != "/_lab/sessions/ASIA1" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Write([]byte(`{"secret": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "token": "t"}`))
	}))
	defer sts.Close()
	sessions := newSessions(auth.NewIAMServiceSingle(auth.Account{}), sts.URL, "password")

	key, account, err := sessions.DeriveSigningKey("ASIA1", "t", "20150830", "us-east-1", "iam")
	if err != nil || len(key) != 32 || account.Secret != "" || account.Role != auth.RoleAdmin {
		t.Errorf("a session with its token: %v, %v", account, err)
	}
	for access, wanted := range map[string]error{"ASIA1": auth.ErrInvalidSessionToken, "ASIA2": auth.ErrNoSuchUser} {
		if _, _, err := sessions.DeriveSigningKey(access, "another", "20150830", "us-east-1", "iam"); !errors.Is(err, wanted) {
			t.Errorf("%s with another token: %v", access, err)
		}
	}
}

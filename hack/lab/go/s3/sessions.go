package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/versity/versitygw/auth"
)

// sessions adds those to the gateway's users whom the lab's STS has given temporary keys. Sessions are good for everything, for
// so is the lab's role. Each request asks anew: a session may have ended.
type sessions struct {
	auth.IAMService
	client   *http.Client
	sts      string
	password string
}

func newSessions(users auth.IAMService, sts, password string) *sessions {
	return &sessions{users, &http.Client{Timeout: 5 * time.Second}, sts, password}
}

// DeriveSigningKey makes it an auth.SigningKeyProvider, which the gateway asks about keys that aren't root's.
func (s *sessions) DeriveSigningKey(access, token, date, region, service string) ([]byte, auth.Account, error) {
	account, err := s.account(access, token)
	if err != nil {
		return nil, auth.Account{}, err
	}
	key := []byte("AWS4" + account.Secret)
	for _, part := range []string{date, region, service, "aws4_request"} {
		key = signed(key, part)
	}
	account.Secret = ""
	return key, account, nil
}

func (s *sessions) account(access, token string) (auth.Account, error) {
	if strings.HasPrefix(access, "ASIA") {
		return s.session(access, token)
	}
	if token != "" {
		return auth.Account{}, auth.ErrInvalidSessionToken
	}
	return s.GetUserAccount(access)
}

func (s *sessions) session(access, token string) (auth.Account, error) {
	request, err := http.NewRequest(http.MethodGet, s.sts+"/_lab/sessions/"+access, nil)
	if err != nil {
		return auth.Account{}, err
	}
	request.Header.Set("Authorization", "Bearer "+s.password)
	response, err := s.client.Do(request)
	if err != nil {
		return auth.Account{}, err
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusNotFound {
		return auth.Account{}, auth.ErrNoSuchUser
	}
	if response.StatusCode != http.StatusOK {
		return auth.Account{}, fmt.Errorf("STS answered %s when asked for a session", response.Status)
	}
	var known struct{ Secret, Token string }
	if err := json.NewDecoder(response.Body).Decode(&known); err != nil {
		return auth.Account{}, err
	}
	if subtle.ConstantTimeCompare([]byte(token), []byte(known.Token)) != 1 {
		return auth.Account{}, auth.ErrInvalidSessionToken
	}
	return auth.Account{Access: access, Secret: known.Secret, Role: auth.RoleAdmin, IsSession: true, SessionToken: token}, nil
}

func signed(key []byte, text string) []byte {
	hash := hmac.New(sha256.New, key)
	hash.Write([]byte(text))
	return hash.Sum(nil)
}

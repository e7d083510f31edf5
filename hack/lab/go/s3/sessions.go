package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/versity/versitygw/auth"
)

// remembered is how long STS is not asked again about a session, and so how much later than AWS's its end may come.
const remembered = 30 * time.Second

// sessions adds those to the gateway's users whom the lab's STS has given temporary keys. Sessions are good for everything, for
// so is the lab's role.
type sessions struct {
	auth.IAMService
	client   *http.Client
	sts      string
	password string
	lock     sync.Mutex
	known    map[string]session
}

type session struct {
	Secret, Token string
	asked         time.Time
}

func newSessions(users auth.IAMService, sts, password string) *sessions {
	client := &http.Client{Timeout: 20 * time.Second}
	return &sessions{IAMService: users, client: client, sts: sts, password: password, known: map[string]session{}}
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
	if !strings.HasPrefix(access, "ASIA") {
		if token != "" {
			return auth.Account{}, auth.ErrInvalidSessionToken
		}
		return s.GetUserAccount(access)
	}
	found, err := s.find(access)
	if err != nil {
		return auth.Account{}, err
	}
	if subtle.ConstantTimeCompare([]byte(token), []byte(found.Token)) != 1 {
		return auth.Account{}, auth.ErrInvalidSessionToken
	}
	return auth.Account{Access: access, Secret: found.Secret, Role: auth.RoleAdmin, IsSession: true, SessionToken: token}, nil
}

func (s *sessions) find(access string) (session, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if found, ok := s.known[access]; ok && time.Since(found.asked) < remembered {
		return found, nil
	}
	found, err := s.ask(access)
	if err == nil {
		s.known[access] = found
	}
	return found, err
}

func (s *sessions) ask(access string) (session, error) {
	request, err := http.NewRequest(http.MethodGet, s.sts+"/_lab/sessions/"+access, nil)
	if err != nil {
		return session{}, err
	}
	request.Header.Set("Authorization", "Bearer "+s.password)
	response, err := s.client.Do(request)
	if err != nil {
		return session{}, err
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusNotFound {
		return session{}, auth.ErrNoSuchUser
	}
	if response.StatusCode != http.StatusOK {
		return session{}, fmt.Errorf("STS answered %s when asked for a session", response.Status)
	}
	found := session{asked: time.Now()}
	return found, json.NewDecoder(response.Body).Decode(&found)
}

func signed(key []byte, text string) []byte {
	hash := hmac.New(sha256.New, key)
	hash.Write([]byte(text))
	return hash.Sum(nil)
}

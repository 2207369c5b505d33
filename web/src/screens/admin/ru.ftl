admin-title = Администрирование
admin-about = Каждое изменение здесь — запись в журнале с именем того, кто его сделал. Пароли и секреты туда не попадают.
admin-forbidden = Учётные записи и вебхуки ведут администраторы. Войдите с такой учётной записью.
admin-to-account = Ваша учётная запись
admin-once = Показывается один раз
admin-once-hint = Больше этого никто не увидит. Скопируйте сейчас; утраченное заменяется новым.
admin-once-done = Сохранено
admin-copy = Копировать
admin-copied = Скопировано

## Accounts
admin-accounts = Учётные записи
admin-account-new = Новая учётная запись
admin-account-changed = Учётная запись изменена: { $name }.
admin-name = Имя
admin-name-hint = Для входа: от 2 до 64 строчных латинских букв, цифр, точек и дефисов. Оно стоит в журнале и никогда не отдаётся другому.
admin-display = Показывается как
admin-display-hint = Имя, которое другие видят рядом с решениями.
admin-role = Роль
admin-role-viewer = Видит вид миссии и очередь.
admin-role-reporter = Подаёт сообщения с места.
admin-role-analyst = Подаёт сообщения и решает: принимает, объединяет, проверяет, приписывает.
admin-role-secretariat = Всё это, а также подписывает выводы и вносит акты гарантов; видит личные данные наблюдателей.
admin-role-admin = Ведёт учётные записи и вебхуки; не решает.
admin-state = Состояние
admin-enabled = действует
admin-disabled = отключена
admin-new-password = должен сменить пароль
admin-key = Начало ключа
admin-created = Создана
admin-actions = Действия
admin-make = Создать
admin-save = Сохранить
admin-edit = Изменить
admin-edit-of = Изменить: { $name }
admin-reset = Новый пароль
admin-reset-of = Новый пароль: { $name }
admin-reset-words = { $name }: будет создан новый пароль, все сеансы завершатся, при входе пароль придётся сменить.
admin-disable = Отключить
admin-disable-of = Отключить: { $name }
admin-disable-words = { $name }: все сеансы завершатся, токены перестанут приниматься. Принятые решения остаются. Запись можно снова включить.
admin-enable = Включить
admin-enable-of = Включить: { $name }
admin-enable-words = { $name }: вход снова возможен с прежним паролем.
admin-password-of = Пароль: { $name }
admin-password-hint = Передайте его человеку лично, не общей рассылкой. При первом входе его придётся сменить.

## Webhooks
admin-webhooks = Вебхуки
admin-webhooks-about = Адрес другой программы, которая вызывается, когда что-то меняется. Вызов несёт то, что видно в общем доступе, и подпись.
admin-webhooks-none = Пока никакая программа ни о чём не извещается.
admin-webhook-new = Новый вебхук
admin-webhook-add = Добавить
admin-webhook-url = Адрес
admin-webhook-url-hint = Начинается с https:// и доступен из общей сети.
admin-webhook-events = Извещать, когда
admin-event-breach = заявлено о новом нарушении или его положение изменилось
admin-event-settled = оценено всё до некоторой записи
admin-webhook-secret = Секрет вебхука
admin-webhook-secret-hint = Им получатель проверяет подпись каждого вызова.
admin-webhook-silent = Ещё не вызывался.
admin-webhook-well = Последний раз принят { $moment }.
admin-webhook-failing =
    { $failures ->
        [one] Не удался последний вызов (подряд { $failures }): { $why }
        [few] Не удались последние { $failures } вызова: { $why }
        [many] Не удались последние { $failures } вызовов: { $why }
       *[other] Не удались последние { $failures } вызовов: { $why }
    }
admin-remove = Удалить
admin-remove-of = Удалить { $name }
admin-remove-words = { $url } больше не вызывается, даже с тем, что ждёт.
admin-removed = Вебхук удалён.

## One's own account
admin-account-title = Ваша учётная запись
admin-account-who = { $display }, имя для входа { $name }, { $role }.
admin-account-rights = Что вам можно
admin-account-signed-out = Войдите, чтобы увидеть свою учётную запись.
admin-password = Пароль
admin-password-forced = Ваш пароль задал кто-то другой. Смените его, и откроется остальное.
admin-password-old = Нынешний пароль
admin-password-new = Новый пароль
admin-password-new-hint = Не менее { $count } знаков; хорошо годятся несколько слов подряд.
admin-password-again = Новый пароль ещё раз
admin-password-short = Знаков должно быть не менее { $count }.
admin-password-differs = Два новых пароля различаются: введите второй ещё раз.
admin-password-change = Сменить пароль
admin-password-changed = Пароль изменён; все другие ваши сеансы завершены.
admin-tokens = Токены для программ
admin-tokens-about = С токеном ваша программа читает, подаёт сообщения или решает от вашего имени, в пределах вашей роли. Каждой программе — свой.
admin-tokens-none = Токенов нет.
admin-token-new = Новый токен
admin-token-label = Для чего
admin-token-label-hint = Программа и где она работает, чтобы вы её узнали.
admin-token-scopes = Разрешено
admin-scope-read = читать вид миссии
admin-scope-report = подавать сообщения
admin-scope-decide = решать
admin-scope-admin = администрировать
admin-token-days = Сколько дней действует
admin-token-days-hint = Если оставить пустым, сам не закончится.
admin-token-secret = Токен «{ $name }»
admin-token-secret-hint = Программа передаёт его как «Authorization: Bearer …».
admin-token-made = создан { $moment }
admin-token-until = до { $moment }
admin-token-forever = бессрочно
admin-token-used = последний раз использован { $day }
admin-token-unused = не использовался
admin-revoke = Отозвать
admin-revoke-of = Отозвать { $name }
admin-revoke-words = Программе, которая пользуется «{ $name }», отныне будет отказано.
admin-revoked = Токен отозван.
